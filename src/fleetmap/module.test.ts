import { getPanelDataSummary, type PanelPluginMeta } from '@grafana/data';
import { plugin } from './module';
import meta from './plugin.json';
import { panelFrames } from './testdata/panelFrames';

const hosts = Array.from({ length: 40 }, (_, row) => `web-${row}`);
const frames = panelFrames([
  {
    fields: [
      { name: 'host', values: hosts },
      { name: 'status', values: hosts.map(() => 'ok') },
    ],
  },
]);

// Grafana 12.3 has a list of its own panels that it asks. Later ones ask each whose plugin.json says that it has an answer.
it('suggests itself where Grafana asks', () => {
  expect(meta.suggestions).toBe(true);
  plugin.meta = meta as unknown as PanelPluginMeta;
  expect(plugin.getSuggestions(getPanelDataSummary(frames))).toEqual([
    expect.objectContaining({ pluginId: 'onepane-fleetmap-panel', name: 'Fleet map', hash: expect.any(String) }),
  ]);
  expect(plugin.getSuggestions(getPanelDataSummary([]))).toBeUndefined();
});
