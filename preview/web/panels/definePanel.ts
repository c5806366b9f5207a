import {
  identityOverrideProcessor,
  PanelPlugin,
  type PanelPluginMeta,
  type PanelProps,
  PluginType,
} from '@grafana/data';
import type { ComponentType } from 'react';
import { standInMeta } from '../plugins/standInMeta';

interface PanelDefinition<Options> {
  id: string;
  name: string;
  panel: ComponentType<PanelProps<Options>>;
  /** Grafana's defaults, by the option's path. */
  options: Record<string, unknown>;
  /** The panel's own field options (`custom` in the field config), with Grafana's defaults. */
  fieldOptions?: Record<string, unknown>;
  colorMode?: string;
  skipDataQuery?: boolean;
  noPadding?: boolean;
}

const noEditor = () => null;

/** A panel plugin that stands in for one of Grafana's: same id, same options with the same defaults, no option editors. */
export function definePanel<Options extends object>(definition: PanelDefinition<Options>): PanelPlugin<Options> {
  const { id, name, panel, options, fieldOptions = {}, colorMode, skipDataQuery = false, noPadding } = definition;
  const plugin = new PanelPlugin<Options>(panel)
    .setPanelOptions((builder) => {
      for (const [path, defaultValue] of Object.entries(options)) {
        builder.addCustomEditor({ id: path, path: path as never, name: path, defaultValue, editor: noEditor });
      }
    })
    .useFieldConfig({
      standardOptions: { color: { defaultValue: { mode: colorMode ?? 'thresholds' } } } as never,
      useCustomConfig: (builder) => {
        for (const [path, defaultValue] of Object.entries(fieldOptions)) {
          builder.addCustomEditor({
            id: path,
            path: path as never,
            name: path,
            defaultValue: defaultValue as never,
            editor: noEditor,
            override: noEditor,
            process: identityOverrideProcessor,
            shouldApply: () => true,
          });
        }
      },
    });
  plugin.meta = panelMeta(id, name, skipDataQuery);
  return noPadding ? plugin.setNoPadding() : plugin;
}

export function panelMeta(id: string, name: string, skipDataQuery: boolean): PanelPluginMeta {
  return { ...standInMeta(id, name, PluginType.panel), sort: 100, skipDataQuery };
}
