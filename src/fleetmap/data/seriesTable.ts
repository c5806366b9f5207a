import { FieldType, getFieldDisplayName, type DataFrame, type Field } from '@grafana/data';
import { nameOfQuery, type Column, type NodeTable } from './column';

interface Series {
  title: string;
  field: Field;
  time: Field;
  /** Row of the last value that is a number, -1 where there is none. */
  last: number;
}

/** Frames of a time series format: a time, numbers over it, and who they are of in the labels. */
export function isTimeSeries({ fields }: DataFrame): boolean {
  const has = (type: FieldType) => fields.some((field) => field.type === type);
  return has(FieldType.time) && has(FieldType.number) && !has(FieldType.string) && !has(FieldType.boolean);
}

/** One row for each series: its labels in columns beside its last value, which are the columns `Value` and `Series`. */
export function tableOfSeries(frames: DataFrame[], all: DataFrame[]): NodeTable {
  const series = frames.flatMap((frame) => seriesOf(frame, all));
  const labels = new Set(series.flatMap(({ field }) => Object.keys(field.labels ?? {})));
  const columns = [
    ...[...labels].map((label) => textColumn(label, series, ({ field }) => field.labels?.[label] ?? null)),
    textColumn('Series', series, ({ title }) => title),
    valueColumn(series),
  ];
  return {
    name: nameOfQuery(frames[0], all.indexOf(frames[0])),
    length: series.length,
    columns,
    sparkline: (node) => series[node] && { x: series[node].time, y: series[node].field },
  };
}

function seriesOf(frame: DataFrame, all: DataFrame[]): Series[] {
  const time = frame.fields.find((field) => field.type === FieldType.time)!;
  return frame.fields
    .filter((field) => field.type === FieldType.number)
    .map((field) => ({
      title: getFieldDisplayName(field, frame, all),
      field,
      time,
      last: field.values.findLastIndex((value) => Number.isFinite(value)),
    }));
}

function textColumn(name: string, series: Series[], text: (series: Series) => string | null): Column {
  const values = series.map(text);
  const field: Field = { name, type: FieldType.string, config: {}, values };
  return { name, title: name, field, values, origin: (row) => ({ field, row }) };
}

/** Its field config is the first series': overrides for single series have no place in a column. */
function valueColumn(series: Series[]): Column {
  const values = series.map(({ field, last }) => (last < 0 ? null : field.values[last]));
  const [{ field: first }] = series;
  // The range is over the whole panel already, so that a colour means the same in every series.
  const field: Field = { ...first, name: 'Value', labels: undefined, values };
  return {
    name: 'Value',
    title: 'Value',
    field,
    values,
    origin: (row) => ({ field: series[row].field, row: Math.max(series[row].last, 0) }),
  };
}
