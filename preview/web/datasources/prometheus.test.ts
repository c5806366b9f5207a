import { type DataSourceInstanceSettings, type DataSourceJsonData } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { PrometheusDataSource } from './prometheus';

setTemplateSrv({
  replace: (text = '', scopedVars: Record<string, { value: string }> = {}, format?: (value: string[]) => string) =>
    text
      .replace('$__interval', () => scopedVars.__interval?.value ?? '$__interval')
      .replace('$node', () => (format ? format(['web.1', 'db']) : 'web.1,db')),
} as unknown as TemplateSrv);

const source = new PrometheusDataSource({
  type: 'prometheus',
  jsonData: {},
} as DataSourceInstanceSettings<DataSourceJsonData>);

test('several values become an alternative, and the step is left to the server part', () => {
  const query = { refId: 'A', expr: 'rate(up{nodename=~"$node"}[$__interval])' };
  const scopedVars = { __interval: { text: '15s', value: '15s' } };
  expect(source.applyTemplateVariables(query, scopedVars).expr).toBe(
    'rate(up{nodename=~"(web\\\\.1|db)"}[$__interval])'
  );
});

test('label_values asks for the values of a label', async () => {
  const getResource = jest.spyOn(source, 'getResource').mockResolvedValue({ data: ['h1', 'h2'] });
  expect(await source.metricFindQuery('label_values(node_uname_info, nodename)')).toEqual([
    { text: 'h1' },
    { text: 'h2' },
  ]);
  expect(getResource).toHaveBeenCalledWith(
    'api/v1/label/nodename/values',
    expect.objectContaining({ 'match[]': 'node_uname_info' })
  );
});

test('another function is refused by name', async () => {
  await expect(source.metricFindQuery('query_result(up)')).rejects.toThrow('query_result(up)');
});
