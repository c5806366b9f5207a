import { createTheme } from '@grafana/data';
import { readMapInput } from '../data/mapInput';
import { readNodeTable } from '../data/nodeTable';
import { layoutMap } from '../layout/layoutMap';
import { DEFAULT_OPTIONS } from '../options';
import { options } from '../testdata/fleet';
import { panelFrames } from '../testdata/panelFrames';
import { describeCell, describeDetails } from './describe';

const theme = createTheme();
const frames = panelFrames([
  {
    fields: [
      { name: 'name', values: ['web-1', 'n'.repeat(10_000)] },
      { name: 'region', values: ['eu-west-1', 'eu-west-1'] },
      { name: 'status', values: ['ok', 's'.repeat(10_000)] },
      { name: 'age', values: [7200, null], config: { displayName: 'Patch age', unit: 's' } },
    ],
  },
]);
const data = readMapInput(
  readNodeTable(frames, undefined)!.table,
  DEFAULT_OPTIONS,
  theme,
  theme.colors.background.primary
);
const layout = layoutMap(data.input, options(600, 400));

it('says of a cell who, in which state, where', () => {
  expect([0, 1].map((cell) => describeCell(layout, cell))).toContain('web-1; ok; eu-west-1');
});

it('has room for the state and the place behind a name of any length', () => {
  expect([0, 1].map((cell) => describeCell(layout, cell))).toContain(
    `${'n'.repeat(120)}…; ${'s'.repeat(120)}…; eu-west-1`
  );
});

it('says what a card shows', () => {
  expect(describeDetails(data, [0], theme)).toBe('status: ok; region: eu-west-1; Patch age: 2 hours');
  expect(describeDetails(data, [0, 0, 1], theme)).toContain('2 ok');
});
