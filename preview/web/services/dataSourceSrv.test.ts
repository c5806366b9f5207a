import { type DataSourceInstanceSettings, DataSourceApi, DataSourcePlugin } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { importDataSourcePlugin } from '../plugins/importPlugin';
import { PreviewDataSourceSrv } from './dataSourceSrv';

jest.mock('../plugins/importPlugin', () => ({ importDataSourcePlugin: jest.fn() }));
jest.mock('@grafana/runtime/internal', () => ({ syncDataSourceInstanceSettings: jest.fn() }), { virtual: true });

class Source extends DataSourceApi {
  async query() {
    return { data: [] };
  }
  async testDatasource() {
    return { status: 'success', message: '' };
  }
}

const settings = (name: string, type: string, more: object = {}) =>
  ({
    name,
    uid: `uid-${name}`,
    type,
    jsonData: {},
    meta: { id: type, metrics: true },
    ...more,
  }) as DataSourceInstanceSettings;

const all = {
  Fleet: settings('Fleet', 'onepane-ssm-datasource', { isDefault: true }),
  'CloudWatch b': settings('CloudWatch b', 'cloudwatch'),
  'CloudWatch a': settings('CloudWatch a', 'cloudwatch'),
  Alerts: settings('Alerts', 'alertmanager', { meta: { id: 'alertmanager' } }),
};

/** The variable cloudwatch stands for both CloudWatch sources. */
const templateSrv = {
  replace: (text: string, _scopedVars: unknown, format: (value: string[]) => string) =>
    text === '${cloudwatch}' ? format(['uid-CloudWatch b', 'uid-CloudWatch a']) : text,
  getVariables: () => [{ name: 'cloudwatch', type: 'datasource' }],
} as unknown as TemplateSrv;

const srv = () => new PreviewDataSourceSrv(all, 'Fleet', templateSrv);
const names = (filters: Parameters<PreviewDataSourceSrv['getList']>[0]) =>
  srv()
    .getList(filters)
    .map(({ name }) => name);

beforeEach(() => jest.mocked(importDataSourcePlugin).mockResolvedValue(new DataSourcePlugin<DataSourceApi>(Source)));

test('finds a source by name, uid, reference and as the default', async () => {
  const dataSourceSrv = srv();
  const fleet = await dataSourceSrv.get('Fleet');
  expect(fleet.uid).toBe('uid-Fleet');
  for (const ref of ['uid-Fleet', { uid: 'uid-Fleet' }, 'default', null, undefined]) {
    expect(await dataSourceSrv.get(ref)).toBe(fleet);
  }
});

test('a variable with several values stands for its first', async () => {
  expect((await srv().get({ uid: '${cloudwatch}' })).name).toBe('CloudWatch b');
  expect(srv().getInstanceSettings('${cloudwatch}')).toMatchObject({
    uid: '${cloudwatch}',
    rawRef: { type: 'cloudwatch', uid: 'uid-CloudWatch b' },
  });
});

test('an unknown source is named', async () => {
  await expect(srv().get('nowhere')).rejects.toThrow('Data source nowhere was not found.');
});

test('a source that failed to load is tried again', async () => {
  jest.mocked(importDataSourcePlugin).mockRejectedValueOnce(new Error('404'));
  const dataSourceSrv = srv();
  await expect(dataSourceSrv.get('Fleet')).rejects.toThrow('404');
  expect((await dataSourceSrv.get('Fleet')).name).toBe('Fleet');
});

test('lists in the order of names what can be queried, and what was asked for', () => {
  expect(names({})).toEqual(['CloudWatch a', 'CloudWatch b', 'Fleet']);
  expect(names({ all: true })).toContain('Alerts');
  expect(names({ pluginId: 'cloudwatch' })).toEqual(['CloudWatch a', 'CloudWatch b']);
  expect(names({ type: ['onepane-ssm-datasource'] })).toEqual(['Fleet']);
  expect(names({ filter: ({ uid }) => uid.endsWith('b') })).toEqual(['CloudWatch b']);
  expect(names({ pluginId: 'cloudwatch', variables: true })).toEqual(['${cloudwatch}', 'CloudWatch a', 'CloudWatch b']);
  expect(names({ type: 'onepane-ssm-datasource', variables: true })).toEqual(['Fleet']);
});
