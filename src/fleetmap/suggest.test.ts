import { FieldType, getPanelDataSummary } from '@grafana/data';
import { suggest } from './suggest';
import { panelFrames } from './testdata/panelFrames';

const rows = (count: number, further: object[] = []) =>
  getPanelDataSummary(
    panelFrames([
      {
        fields: [
          { name: 'host', values: Array.from({ length: count }, (_, row) => `web-${row}`) },
          { name: 'status', values: Array.from({ length: count }, () => 'ok') },
          ...(further as []),
        ],
      },
    ])
  );

it('offers the map for many rows with a name and a state', () => {
  expect(suggest(rows(40))).toHaveLength(1);
});

it('leaves few rows and values over time to others', () => {
  expect(suggest(rows(3))).toBeUndefined();
  const times = { name: 'time', type: FieldType.time, values: Array.from({ length: 40 }, (_, row) => row) };
  expect(suggest(rows(40, [times]))).toBeUndefined();
});
