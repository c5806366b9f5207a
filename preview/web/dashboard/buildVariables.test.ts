import type { VariableModel } from '@grafana/schema';
import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  TextBoxVariable,
} from '@grafana/scenes';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { buildVariables } from './buildVariables';

// Ad hoc filters put themselves into this service.
setTemplateSrv({ getAdhocFilters: () => [] } as unknown as TemplateSrv);

const build = (variable: object) => buildVariables([{ name: 'v', ...variable } as VariableModel])[0];

test.each([
  [
    { type: 'datasource', query: 'prometheus', regex: '/prod/' },
    DataSourceVariable,
    { pluginId: 'prometheus', regex: '/prod/' },
  ],
  [
    { type: 'query', query: { resource: 'nodes', field: 'account' }, refresh: 2, sort: 1 },
    QueryVariable,
    { query: { resource: 'nodes', field: 'account' }, refresh: 2, sort: 1 },
  ],
  [
    { type: 'custom', query: 'a : 1,b : 2', multi: true, includeAll: true, allValue: '.*' },
    CustomVariable,
    { query: 'a : 1,b : 2', isMulti: true, includeAll: true, allValue: '.*' },
  ],
  [
    { type: 'interval', query: '1m, 5m', auto: true, auto_min: '10s', auto_count: 30 },
    IntervalVariable,
    { intervals: ['1m', '5m'], autoEnabled: true, autoMinInterval: '10s', autoStepCount: 30 },
  ],
  [{ type: 'textbox', query: 'web', current: { text: 'db', value: 'db' } }, TextBoxVariable, { value: 'db' }],
  [{ type: 'textbox', query: 'web' }, TextBoxVariable, { value: 'web' }],
  [{ type: 'constant', query: 'eu-west-1' }, ConstantVariable, { value: 'eu-west-1' }],
  [
    { type: 'adhoc', filters: [{ key: 'region', operator: '=', value: 'eu-west-1' }] },
    AdHocFiltersVariable,
    { filters: [{ key: 'region', operator: '=', value: 'eu-west-1' }] },
  ],
])('%j', (variable, type, state) => {
  const built = build(variable);
  expect(built).toBeInstanceOf(type);
  expect(built.state).toMatchObject({ name: 'v', ...state });
});

test('a saved choice is kept', () => {
  const current = { text: ['a', 'b'], value: ['a', 'b'] };
  expect(build({ type: 'custom', query: 'a,b,c', multi: true, current }).getValue()).toEqual(['a', 'b']);
});

test('a type that the preview lacks is named', () => {
  expect(() => build({ type: 'groupby' })).toThrow("Variable v is of type groupby, which the preview doesn't have.");
});
