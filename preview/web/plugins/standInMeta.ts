import type { PluginMeta, PluginType } from '@grafana/data';

/** What a plugin.json would say of a plugin that is a part of the preview itself. */
export function standInMeta(id: string, name: string, type: PluginType): PluginMeta {
  return {
    id,
    name,
    type,
    module: '',
    baseUrl: '',
    info: {
      author: { name: '' },
      description: '',
      links: [],
      logos: { small: '', large: '' },
      screenshots: [],
      updated: '',
      version: '',
    },
  };
}
