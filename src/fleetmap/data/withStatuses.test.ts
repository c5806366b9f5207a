import { createTheme, FieldType, MappingType, toDataFrame, type DataFrame } from '@grafana/data';
import { DEFAULT_OPTIONS } from '../options';
import { readMapInput } from './mapInput';
import { readNodeTable } from './nodeTable';
import { withStatuses } from './withStatuses';

const frame = (custom: object | undefined, config = {}): DataFrame =>
  toDataFrame({
    meta: { custom },
    fields: [
      { name: 'nodeId', type: FieldType.string, values: ['i-1', 'i-2'] },
      { name: 'patchStatus', type: FieldType.string, values: ['compliant', 'failed'], config },
    ],
  });

it('gives statuses of our frames their words, and sorts them the worst first', () => {
  const { table } = readNodeTable([frame({ targets: {} })], undefined)!;
  const { input } = readMapInput(table, DEFAULT_OPTIONS, createTheme(), createTheme().colors.background.primary);
  expect(input.fills.map(({ text }) => text)).toEqual(['✕ Failed', '✓ Compliant']);
});

it('leaves what has words already, and frames that are not ours', () => {
  const mappings = [{ type: MappingType.ValueToText, options: { failed: { text: 'Broken' } } }];
  expect(withStatuses(frame({ targets: {} }, { mappings })).fields[1].config.mappings).toBe(mappings);
  const foreign = frame(undefined);
  expect(withStatuses(foreign)).toBe(foreign);
});
