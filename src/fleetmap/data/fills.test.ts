import { createTheme, FieldType, MappingType } from '@grafana/data';
import { panelFrames } from '../testdata/panelFrames';
import { tableOfFrame } from './column';
import { fillsOf } from './fills';

const theme = createTheme({ colors: { mode: 'light' } });
const mapping = {
  type: MappingType.ValueToText as const,
  options: { missing: { color: 'orange', index: 0 }, compliant: { color: 'green', index: 1 } },
};

function fillsAmong(values: string[]) {
  const fields = [{ name: 'status', type: FieldType.string, values, config: { mappings: [mapping] } }];
  const frames = panelFrames([{ fields }]);
  const [status] = tableOfFrame(frames[0], 0, frames).columns;
  return fillsOf(status, values.length, theme, theme.colors.background.primary);
}

it('gives a state the same colour whoever else is there, although it had to change it beside another', () => {
  const { fills, fillOf } = fillsAmong(['missing', 'compliant']);
  const orange = theme.visualization.getColorByName('orange').toLowerCase();
  expect(fills.map(({ text }) => text)).toEqual(['missing', 'compliant']);
  expect(fills[0].color).not.toBe(orange);
  expect([...fillOf]).toEqual([0, 1]);
  expect(fillsAmong(['missing', 'missing'])).toMatchObject({ fills: [fills[0]], fillOf: new Uint16Array(2) });
  expect(fillsAmong(['compliant']).fills).toEqual([fills[1]]);
});
