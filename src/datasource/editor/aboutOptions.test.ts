import { FieldType, LoadingState, toDataFrame, type DataQueryRequest } from '@grafana/data';
import { of } from 'rxjs';
import type { FleetDataSource } from '../datasource';
import type { FleetQuery } from '../query';
import { aboutOptions } from './aboutOptions';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getTemplateSrv: () => ({ getVariables: () => [{ name: 'command' }, { name: 'other' }] }),
}));

const NOON = Date.UTC(2026, 10, 20, 12);
const text = (name: string, values: unknown[]) => ({ name, type: FieldType.string, values });

const commands = toDataFrame({
  fields: [
    text('commandId', ['11111111-2222-3333-4444-555555555555', '66666666-2222-3333-4444-555555555555']),
    text('documentName', ['AWS-RunPatchBaseline', 'AWS-RunShellScript']),
    text('status', ['TimedOut', 'SomethingNew']),
    { name: 'requestedDateTime', type: FieldType.time, values: [NOON, null] },
  ],
});

function listing(...packets: Array<{ data: unknown[]; state: LoadingState }>) {
  const query = jest.fn((_: DataQueryRequest<FleetQuery>) => of(...packets));
  return { query, datasource: { query } as unknown as FleetDataSource };
}

it('offers commands with what they were and when, the newest first, of the last week', async () => {
  const { datasource, query } = listing({ data: [commands], state: LoadingState.Done });
  expect(await aboutOptions(datasource, 'command')('66')).toEqual([
    expect.objectContaining({
      value: '66666666-2222-3333-4444-555555555555',
      description: 'AWS-RunShellScript, SomethingNew',
    }),
  ]);
  const [patched] = await aboutOptions(datasource, 'command')('timed OUT');
  expect(patched.description).toMatch(/^AWS-RunPatchBaseline, Timed out, 2026-11-20 /);
  const { range, targets } = query.mock.calls[0][0];
  expect(range.to.diff(range.from, 'days')).toBe(7);
  expect(targets[0]).toMatchObject({
    resource: 'commands',
    columns: ['commandId', 'documentName', 'status', 'requestedDateTime'],
    orderBy: [{ field: 'requestedDateTime', desc: true }],
  });
});

it('waits for the first that there are, and offers variables where there are none', async () => {
  const empty = toDataFrame({ fields: [text('commandId', [])] });
  const growing = listing(
    { data: [empty], state: LoadingState.Loading },
    { data: [commands], state: LoadingState.Loading }
  );
  expect(await aboutOptions(growing.datasource, 'command')('11111111')).toHaveLength(1);
  const none = listing({ data: [empty], state: LoadingState.Done });
  expect(await aboutOptions(none.datasource, 'command')('comm')).toEqual([
    expect.objectContaining({ value: '$command' }),
  ]);
  expect(await aboutOptions(listing().datasource, 'command')('xyz')).toEqual([]);
});
