import { LoadingState, type DataQueryResponse } from '@grafana/data';
import { of, toArray, lastValueFrom } from 'rxjs';
import type { FleetDataSource } from './datasource';
import type { FleetVariableQuery } from './query';
import { FleetVariables } from './variables';

type Values = Record<string, unknown[]>;

function packet(columns: Values, state = LoadingState.Done): DataQueryResponse {
  const fields = Object.entries(columns).map(([name, values]) => ({ name, config: {}, values }));
  return { state, data: [{ length: fields[0]?.values.length ?? 0, fields }] };
}

async function ask(target: Partial<FleetVariableQuery>, ...packets: DataQueryResponse[]) {
  const query = jest.fn(() => of(...packets));
  const variables = new FleetVariables({ query } as unknown as FleetDataSource);
  const request = {
    requestId: 'V1',
    filters: [{ key: 'region', operator: '=', value: 'eu-west-1' }],
    targets: [{ resource: 'nodes', field: 'region', ...target }],
  };
  const answers = await lastValueFrom(variables.query(request as never).pipe(toArray()));
  return { asked: (query.mock.calls as unknown[][])[0][0], answers };
}

const asked = async (target: Partial<FleetVariableQuery>) => (await ask(target, packet({}))).asked;
const optionsOf = async (target: Partial<FleetVariableQuery>, columns: Values) =>
  (await ask(target, packet(columns))).answers[0].data;

it('starts with the accounts of the nodes', () => {
  expect(new FleetVariables({} as FleetDataSource).getDefaultQuery()).toEqual({ resource: 'nodes', field: 'account' });
});

describe('what is asked', () => {
  it('is a count by the field, in its order, without the dashboard’s ad hoc filters', async () => {
    expect(await asked({})).toEqual({
      requestId: 'V1',
      filters: undefined,
      targets: [
        {
          refId: 'A',
          resource: 'nodes',
          view: 'count',
          scope: undefined,
          nodeId: undefined,
          filters: [],
          groupBy: ['region'],
          orderBy: [{ field: 'region' }],
        },
      ],
    });
  });

  it('is within the variable’s own scope, node and filters', async () => {
    const target: Partial<FleetVariableQuery> = {
      refId: 'V',
      resource: 'inventory',
      nodeId: 'i-0123456789abcdef0',
      arguments: { inventoryType: 'AWS:File' },
      scope: { regions: ['eu-west-1'] },
      filters: [{ field: 'managed', op: '=', value: true }],
    };
    expect(await asked(target)).toMatchObject({ targets: [target] });
  });

  it('is found by what is shown, and ordered by it', async () => {
    const filters = [{ field: 'managed', op: '=' as const, value: true }];
    expect(await asked({ field: 'nodeId', label: 'name', search: 'web-.*', filters })).toMatchObject({
      targets: [
        {
          filters: [...filters, { field: 'name', op: '=~', value: 'web-.*' }],
          groupBy: ['nodeId', 'name'],
          orderBy: [{ field: 'name' }],
        },
      ],
    });
  });

  it('takes an empty label for none', async () => {
    expect(await asked({ label: '' })).toMatchObject({
      targets: [{ groupBy: ['region'], orderBy: [{ field: 'region' }] }],
    });
  });
});

describe('options', () => {
  it('are the values that there are', async () => {
    expect(await optionsOf({}, { region: ['eu-west-1', '', null, 'us-east-1'], count: [1, 2, 3, 4] })).toEqual([
      { value: 'eu-west-1', text: 'eu-west-1' },
      { value: 'us-east-1', text: 'us-east-1' },
    ]);
  });

  it('have one for rows without a value where the variable asks for it', async () => {
    const columns = { 'tag:Owner': ['', 'core'], count: [1, 2] };
    expect(await optionsOf({ field: 'tag:Owner', withNone: true }, columns)).toEqual([
      { value: '(none)', text: '(none)' },
      { value: 'core', text: 'core' },
    ]);
  });

  it('are shown as another field, or as themselves where that is empty', async () => {
    const columns = { nodeId: ['i-1', 'i-2', 7], name: ['web-1', '', null] };
    expect(await optionsOf({ field: 'nodeId', label: 'name' }, columns)).toEqual([
      { value: 'i-1', text: 'web-1' },
      { value: 'i-2', text: 'i-2' },
      { value: '7', text: '7' },
    ]);
    expect(await optionsOf({ field: 'nodeId', label: 'gone' }, columns)).toHaveLength(3);
  });

  it('are none where the field is not in the answer', async () => {
    expect(await optionsOf({}, { count: [1] })).toEqual([]);
  });
});

describe('packets', () => {
  const states = async (...packets: DataQueryResponse[]) =>
    (await ask({}, ...packets)).answers.map(({ state, data }) => [state, data.length]);

  it.each([LoadingState.Loading, LoadingState.Streaming])('%s with values ends the waiting', async (state) => {
    expect(await states(packet({ region: [] }, state), packet({ region: ['eu-west-1'] }, state), packet({}))).toEqual([
      [LoadingState.Done, 1],
    ]);
  });

  it('without a value are an answer only when no more is on its way', async () => {
    expect(await states(packet({ region: [] }, LoadingState.Loading), packet({ region: [] }))).toEqual([
      [LoadingState.Done, 0],
    ]);
  });

  it('that failed say so', async () => {
    const error = { message: 'Bad gateway' };
    const { answers } = await ask({}, { data: [], state: LoadingState.Error, error });
    expect(answers).toEqual([{ data: [], state: LoadingState.Error, error }]);
  });
});
