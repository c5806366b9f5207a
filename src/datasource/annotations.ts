import { FieldType, type AnnotationSupport, type DataFrame, type Field } from '@grafana/data';
import { escape } from 'lodash';
import { findColumn, isResource, schemaOf, type Column } from '../schema/schema';
import type { FleetQuery } from './query';

/**
 * Rows with a time as annotations. Those of what happened say in a text what, how it stands and where, and stand from when it
 * began to when it ended; of all others Grafana's own way of choosing columns decides, which goes before ours here, too.
 */
export const FLEET_ANNOTATIONS: AnnotationSupport<FleetQuery> = {
  getDefaultQuery: () => ({ resource: 'commands', view: 'table' }),
  prepareQuery: ({ target }) => target && { ...target, ...annotating(target) },
};

/** Asks for the times and the columns that texts are made of, beside those that the query names. */
function annotating({ resource, view = 'table', columns }: FleetQuery): Partial<FleetQuery> {
  const { time, timeEnd } = schemaOf(resource);
  if (!time || view !== 'table') {
    return {};
  }
  const told = columns?.length ? columns : toldOf(resource).map(({ name }) => name);
  return { columns: [...new Set([time, ...(timeEnd ? [timeEnd] : []), ...told])], annotation: true };
}

/** What is shown of a resource by default, but for its times. */
function toldOf(resource: FleetQuery['resource']): Column[] {
  return schemaOf(resource).columns.filter((column) => column.default && column.type !== 'time');
}

/** Adds to rows of what happened the fields that Grafana takes annotations from: timeEnd, title, text and tags. */
export function withAnnotationFields(frame: DataFrame, { resource, annotation }: FleetQuery): DataFrame {
  const { time, timeEnd } = schemaOf(resource);
  if (!annotation || !time || !isResource(resource)) {
    return frame;
  }
  const named = (name: string) => frame.fields.find((field) => field.name === name);
  const told = frame.fields.flatMap((field) => {
    const column = findColumn(resource, field.name);
    return column && column.type !== 'time' ? [{ field, column }] : [];
  });
  const status = told.find(({ column }) => column.set);
  const add = (name: string, values: Array<string | number | null>, type = FieldType.string): Field => ({
    name,
    type,
    config: {},
    values,
  });
  const rows = Array.from({ length: frame.length }, (_, row) => row);
  const end = timeEnd && named(timeEnd);
  return {
    ...frame,
    fields: [
      // By its own name, and first: a resource may have other times.
      add('time', named(time)?.values ?? [], FieldType.time),
      ...(end ? [add('timeEnd', end.values, FieldType.time)] : []),
      add(
        'text',
        rows.map((row) =>
          told
            .filter(({ field }) => field.values[row] !== null && field.values[row] !== '')
            .map(({ field, column }) => `${escape(column.label)}: ${escape(String(inWords(field, row)))}`)
            .join('<br>')
        )
      ),
      add(
        'tags',
        rows.map((row) => (status ? String(inWords(status.field, row)) : null))
      ),
      ...frame.fields,
    ],
  };
}

/** A value as panels show it: statuses in words. */
function inWords(field: Field, row: number): unknown {
  const value: unknown = field.values[row];
  for (const mapping of field.config.mappings ?? []) {
    const result = mapping.type === 'value' ? mapping.options[String(value)] : undefined;
    if (result?.text) {
      return result.text;
    }
  }
  return value;
}
