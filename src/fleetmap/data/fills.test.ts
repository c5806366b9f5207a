import { createTheme, FieldType, MappingType } from '@grafana/data';
import { panelFrames } from '../testdata/panelFrames';
import { tableOfFrame } from './column';
import { fillsOf } from './fills';

const theme = createTheme({ colors: { mode: 'light' } });
const STATES = { missing: 'orange', security: 'yellow', compliant: 'green' };
const mapping = {
  type: MappingType.ValueToText as const,
  options: Object.fromEntries(Object.entries(STATES).map(([value, color], index) => [value, { color, index }])),
};

function fillsAmong(values: string[]) {
  const fields = [{ name: 'status', type: FieldType.string, values, config: { mappings: [mapping] } }];
  const frames = panelFrames([{ fields }]);
  const [status] = tableOfFrame(frames[0], 0, frames).columns;
  return fillsOf(status, values.length, theme, theme.colors.background.primary);
}

it('gives a state the same colour whoever else is there', () => {
  const { fills, fillOf } = fillsAmong(Object.keys(STATES));
  expect(fills.map(({ text }) => text)).toEqual(Object.keys(STATES));
  expect([...fillOf]).toEqual([0, 1, 2]);
  Object.keys(STATES).forEach((state, i) => {
    expect(fillsAmong([state, state])).toMatchObject({ fills: [fills[i]], fillOf: new Uint16Array(2) });
  });
});
