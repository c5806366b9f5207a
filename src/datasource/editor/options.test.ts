import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import type { FleetDataSource } from '../datasource';
import type { FieldValuesAnswer } from '../routeAnswers';
import type { Column } from '../../schema/schema';
import { fieldOptions, scopeOptions, valueOptions } from './options';

const VARIABLE = { value: '$region', label: '$region', description: 'Template variable' };

beforeAll(() => setTemplateSrv({ getVariables: () => [{ name: 'region' }] } as unknown as TemplateSrv));

describe('fieldOptions', () => {
  it('are columns by their label, tags by their whole name, and variables', () => {
    const column = (name: string, label: string): Column => ({
      name,
      label,
      type: 'string',
      description: `The ${label}`,
    });
    expect(fieldOptions([column('name', 'Name'), column('tag:Name', 'Name')])).toEqual([
      { value: 'name', label: 'Name', description: 'The Name' },
      { value: 'tag:Name', label: 'tag:Name', description: 'The Name' },
      VARIABLE,
    ]);
  });

  it('begin with those that are shown by default, each kind in its order', () => {
    const columns = ['a', 'B', 'c', 'D'].map((name): Column => ({
      name,
      label: name,
      type: 'string',
      description: '',
      default: name < 'a',
    }));
    expect(fieldOptions(columns).map(({ value }) => value)).toEqual(['B', 'D', 'a', 'c', '$region']);
  });
});

describe('valueOptions', () => {
  const fieldValues = jest.fn<Promise<FieldValuesAnswer>, unknown[]>();
  const ask = (answer: FieldValuesAnswer, search = '') => {
    fieldValues.mockResolvedValue(answer);
    return valueOptions({ fieldValues } as unknown as FleetDataSource, 'nodes', 'provider')(search);
  };

  it('are the fleet’s values with their number', async () => {
    const values = [
      { value: 'AWS', count: 1 },
      { value: 'Azure', count: 2 },
      { value: '', count: 3 },
    ];
    expect(await ask({ values, total: 3 }, 'a')).toEqual([
      { value: 'AWS', label: 'AWS', description: '1 row' },
      { value: 'Azure', label: 'Azure', description: '2 rows' },
    ]);
    expect(fieldValues).toHaveBeenLastCalledWith({ resource: 'nodes', field: 'provider', search: 'a', limit: 100 });
  });

  it('say how many more there are, which cannot be chosen', async () => {
    expect(await ask({ values: [{ value: 'AWS', count: 1 }], total: 8 }, 'z')).toEqual([
      { value: 'AWS', label: 'AWS', description: '1 row' },
      { value: '', label: '7 more: type to find them', infoOption: true },
    ]);
  });

  it.each(['', '$reg', 'REG'])('begin with the variables that %j finds', async (search) => {
    expect((await ask({ values: [], total: 0 }, search))[0]).toEqual(VARIABLE);
  });
});

describe('scopeOptions', () => {
  const accounts = [
    { value: '111122223333', label: 'production' },
    { value: '222233334444', label: 'Staging' },
  ];
  const options = scopeOptions(async () => accounts);

  it.each([
    ['1111', [accounts[0]]],
    ['PROD', [accounts[0]]],
    ['stag', [accounts[1]]],
    ['', [VARIABLE, ...accounts]],
    ['region', [VARIABLE]],
  ])('finds %j in ids and names', async (search, found) => {
    expect(await options(search)).toEqual(found);
  });
});
