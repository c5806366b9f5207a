import { CoreApp, dateTime, dateTimeFormat, LoadingState, type DataFrame, type DataQueryRequest } from '@grafana/data';
import type { ComboboxOption } from '@grafana/ui';
import { filter, firstValueFrom, map } from 'rxjs';
import { type About, type Column, NAMINGS, schemaOf } from '../../schema/schema';
import { statusesOf } from '../../statuses';
import type { FleetDataSource } from '../datasource';
import type { FleetQuery } from '../query';
import { contains, valueOptions, variableOptions } from './options';

/** So many are offered, the newest first; others are pasted, or found by a variable. */
const MOST = 500;

/** How far back what happened is offered. Hours. */
const HOURS = 7 * 24;

/** How many columns tell what one is, beside its id and where it is. */
const TOLD = 2;
const PLACE = ['account', 'region'];

/**
 * What a drill-down can be about, and the dashboard's variables. An id alone tells nobody which command it is: it comes with what
 * the list says of it first. Of nodes, of which there may be too many for a list, the ids are looked through by the server part.
 */
export function aboutOptions(datasource: FleetDataSource, about: About) {
  const { resource, column } = NAMINGS[about];
  if (about === 'node') {
    return valueOptions(datasource, resource, column);
  }
  return async (search: string): Promise<Array<ComboboxOption<string>>> => {
    const frame = await listed(datasource, about);
    const options = optionsOf(frame, about).filter(({ value, description }) =>
      contains(`${value} ${description}`, search)
    );
    return [...variableOptions(search), ...options];
  };
}

function toldOf(about: About): { told: Column[]; time?: string } {
  const { resource, column } = NAMINGS[about];
  const { columns, time } = schemaOf(resource);
  const others = [column, ...PLACE];
  const told = columns.filter(({ name, type, default: shown }) => shown && type === 'string' && !others.includes(name));
  return { told: told.slice(0, TOLD), time };
}

async function listed(datasource: FleetDataSource, about: About): Promise<DataFrame | undefined> {
  const { resource, column } = NAMINGS[about];
  const { told, time } = toldOf(about);
  const to = dateTime();
  const from = dateTime(to).subtract(HOURS, 'hours');
  const query: FleetQuery = {
    refId: 'A',
    resource,
    view: 'table',
    columns: [column, ...told.map(({ name }) => name), ...(time ? [time] : [])],
    orderBy: [time ? { field: time, desc: true } : { field: told[0].name }],
    limit: MOST,
  };
  const request: DataQueryRequest<FleetQuery> = {
    requestId: `onepane-about-${about}`,
    app: CoreApp.Unknown,
    timezone: 'browser',
    startTime: Date.now(),
    range: { from, to, raw: { from: `now-${HOURS}h`, to: 'now' } },
    interval: '1m',
    intervalMs: 60_000,
    scopedVars: {},
    targets: [query],
  };
  return firstValueFrom(
    datasource.query(request).pipe(
      filter(({ data, state }) => isOver(state) || (data[0] as DataFrame | undefined)?.length !== 0),
      map(({ data }) => data[0] as DataFrame | undefined)
    ),
    { defaultValue: undefined }
  );
}

function isOver(state: LoadingState | undefined): boolean {
  return state === LoadingState.Done || state === LoadingState.Error;
}

function optionsOf(frame: DataFrame | undefined, about: About): Array<ComboboxOption<string>> {
  const { column } = NAMINGS[about];
  const { told, time } = toldOf(about);
  const valuesOf = (name: string): unknown[] => frame?.fields.find((field) => field.name === name)?.values ?? [];
  const texts = told.map((of) => valuesOf(of.name).map((value) => inWords(of, value)));
  const times = time ? valuesOf(time).map((value) => (value ? dateTimeFormat(value as number) : '')) : [];
  return valuesOf(column).map((id, row) => ({
    value: String(id),
    label: String(id),
    description: [...texts.map((values) => values[row]), times[row]].filter(Boolean).join(', '),
  }));
}

function inWords({ set }: Column, value: unknown): string {
  return (set && statusesOf(set).find((status) => status.value === value)?.label) ?? String(value ?? '');
}
