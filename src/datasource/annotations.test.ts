import { FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { FLEET_ANNOTATIONS, withAnnotationFields } from './annotations';
import { withFieldConfig } from './fieldConfig';
import type { FleetQuery } from './query';

const prepared = (target: Partial<FleetQuery>) =>
  FLEET_ANNOTATIONS.prepareQuery!({
    name: 'a',
    enable: true,
    iconColor: 'red',
    target: { refId: 'Anno', ...target } as FleetQuery,
  });

function annotated(query: FleetQuery, fields: Array<{ name: string; type: FieldType; values: unknown[] }>): DataFrame {
  const answer = withFieldConfig({ data: [toDataFrame({ fields })] }, query.resource, 'uid');
  return withAnnotationFields(answer.data[0] as DataFrame, query);
}

const valuesOf = (frame: DataFrame, name: string) => frame.fields.find((field) => field.name === name)?.values;

it('asks for the times of what happened, beside what there is to tell of it', () => {
  expect(prepared({ resource: 'automations', view: 'table' })?.columns).toEqual(
    expect.arrayContaining([
      'executionStartTime',
      'executionEndTime',
      'documentName',
      'status',
      'failureMessage',
      'user',
    ])
  );
  expect(prepared({ resource: 'sessions', view: 'table', columns: ['user'] })?.columns).toEqual([
    'startDate',
    'endDate',
    'user',
  ]);
});

it('leaves to Grafana what is no history, and counts', () => {
  const nodes: Partial<FleetQuery> = { resource: 'nodes', view: 'table', columns: ['patchOperationStart', 'name'] };
  expect(prepared(nodes)).toEqual({ refId: 'Anno', ...nodes });
  const count: Partial<FleetQuery> = { resource: 'commands', view: 'count', groupBy: ['status'] };
  expect(prepared(count)).toEqual({ refId: 'Anno', ...count });
  const frame = toDataFrame({ fields: [{ name: 'startDate', type: FieldType.time, values: [1] }] });
  expect(withAnnotationFields(frame, { refId: 'A', resource: 'sessions', view: 'table' })).toBe(frame);
});

it('says in each annotation what it was, without markup of AWS’s, from when to when, under its status', () => {
  const query: FleetQuery = { refId: 'A', resource: 'sessions', view: 'table', annotation: true };
  const frame = annotated(query, [
    { name: 'endDate', type: FieldType.time, values: [2000, null] },
    { name: 'startDate', type: FieldType.time, values: [1000, 3000] },
    { name: 'status', type: FieldType.string, values: ['Terminated', 'Connected'] },
    { name: 'user', type: FieldType.string, values: ['<img src=x onerror=alert(1)>', 'bob'] },
    { name: 'reason', type: FieldType.string, values: ['a & b', null] },
  ]);
  expect(valuesOf(frame, 'time')).toEqual([1000, 3000]);
  expect(valuesOf(frame, 'timeEnd')).toEqual([2000, null]);
  expect(valuesOf(frame, 'tags')).toEqual(['– Terminated', '↻ Connected']);
  expect(valuesOf(frame, 'text')).toEqual([
    'Status: – Terminated<br>User: &lt;img src=x onerror=alert(1)&gt;<br>Reason: a &amp; b',
    'Status: ↻ Connected<br>User: bob',
  ]);
  expect(frame.fields[0].name).toBe('time');
});
