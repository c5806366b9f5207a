import { FieldType, getPanelDataSummary, VisualizationSuggestionScore } from '@grafana/data';
import { suggest } from './suggest';
import { panelFrames } from './testdata/panelFrames';

type Parts = Parameters<typeof panelFrames>[0];
const suggested = (parts: Parts) => suggest(getPanelDataSummary(panelFrames(parts)));
const many = <T>(make: (row: number) => T, count = 40) => Array.from({ length: count }, (_, row) => make(row));

const hosts = (count = 40) => ({ name: 'host', values: many((row) => `web-${row}`, count) });
const states = (count = 40) => ({ name: 'status', values: many(() => 'ok', count) });
const times = (step = 1) => ({ name: 'time', type: FieldType.time, values: many((row) => 1000 + row * step) });

const series = (count: number, labels: (row: number) => Record<string, string> | undefined): Parts =>
  many(
    (row) => ({
      fields: [
        { name: 'time', type: FieldType.time, values: [1, 2] },
        { name: 'up', type: FieldType.number, values: [0, 1], labels: labels(row) },
      ],
    }),
    count
  );

it('offers the map for many rows with a name and a state', () => {
  expect(suggested([{ fields: [hosts(), states()] }])).toEqual([
    expect.objectContaining({ score: VisualizationSuggestionScore.Good }),
  ]);
});

it('offers it where a time is one of the things that a row tells, or the same in all', () => {
  expect(suggested([{ fields: [hosts(), states(), { ...times(), name: 'lastPing' }] }])).toHaveLength(1);
  expect(suggested([{ fields: [times(0), hosts(), states()] }])).toHaveLength(1);
});

it('offers it, after others, for many time series that say whose they are', () => {
  expect(suggested(series(20, (row) => ({ instance: `web-${row}:9100` })))).toEqual([
    expect.objectContaining({ score: VisualizationSuggestionScore.OK }),
  ]);
});

it.each<[string, Parts]>([
  ['few rows', [{ fields: [hosts(3), states(3)] }]],
  ['names alone', [{ fields: [hosts()] }]],
  ['rows that share their names', [{ fields: [states(), { ...states(), name: 'other' }] }]],
  ['rows over time', [{ fields: [times(), hosts(), states()] }]],
  ['few time series', series(3, (row) => ({ instance: `web-${row}` }))],
  ['time series of nobody', series(20, () => undefined)],
  ['nothing', []],
])('leaves %s to others', (_, parts) => {
  expect(suggested(parts)).toBeUndefined();
});

it('shows nothing around the map in a preview', () => {
  const [suggestion] = suggested([{ fields: [hosts(), states()] }])!;
  suggestion.cardOptions!.previewModifier!(suggestion);
  expect(suggestion.options).toEqual({ showLegend: false, showSearch: false, showChoices: false });
});
