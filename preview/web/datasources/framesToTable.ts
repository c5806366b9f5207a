import { type DataFrame, type Field, FieldType } from '@grafana/data';

/** Prometheus' format "table": one frame with the columns time, every label, value; a row for each sample of each series. */
export function framesToTable(frames: DataFrame[], refId: string, isOneOfMany: boolean): DataFrame {
  const samples = frames
    .filter((frame) => frame.refId === refId && frame.fields.length >= 2)
    .flatMap(({ fields: [time, value] }) =>
      time.values.map((at: number, index: number) => ({ at, labels: value.labels ?? {}, value: value.values[index] }))
    );
  const labels = [...new Set(samples.flatMap((sample) => Object.keys(sample.labels)))].sort();
  const column = (name: string, type: FieldType, values: unknown[]): Field => ({ name, type, config: {}, values });
  return {
    refId,
    meta: frames.find((frame) => frame.refId === refId)?.meta,
    fields: [
      column(
        'Time',
        FieldType.time,
        samples.map(({ at }) => at)
      ),
      ...labels.map((label) =>
        column(
          label,
          FieldType.string,
          samples.map((sample) => sample.labels[label] ?? '')
        )
      ),
      column(
        isOneOfMany ? `Value #${refId}` : 'Value',
        FieldType.number,
        samples.map(({ value }) => value)
      ),
    ],
    length: samples.length,
  };
}
