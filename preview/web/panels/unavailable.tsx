import { PanelPlugin } from '@grafana/data';
import { Alert } from '@grafana/ui';
import { panelMeta } from './definePanel';

export function unavailablePanel(id: string): PanelPlugin {
  const plugin = new PanelPlugin(() => <Alert severity="info" title={`${id} panels can't be shown in the preview`} />);
  plugin.meta = panelMeta(id, id, true);
  return plugin;
}
