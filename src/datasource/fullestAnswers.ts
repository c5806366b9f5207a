import { FieldType, LoadingState, type DataFrame, type DataQueryResponse } from '@grafana/data';
import { Recent } from './recent';

/**
 * The last whole answer to each question, so that a refresh which finds the server part reading anew doesn't replace
 * what was shown by less of it. The answer shown says itself as of when it is.
 */
export class FullestAnswers {
  private readonly whole = new Recent<DataQueryResponse>();

  /** Gives the packet, or, while it is still less than what was there before, that. */
  keep(question: string, packet: DataQueryResponse): DataQueryResponse {
    if (packet.state === LoadingState.Done) {
      this.whole.set(question, packet);
      return packet;
    }
    const before = this.whole.get(question);
    return before && sizeOf(before) > sizeOf(packet) ? { ...packet, data: before.data } : packet;
  }
}

/** Rows of tables; in counts, which have as many rows over a part of the fleet as over all of it, what is counted. */
function sizeOf({ data }: DataQueryResponse): number {
  return (data as DataFrame[]).reduce((size, frame) => {
    const counts = frame.fields.find((field) => field.name === 'count' && field.type === FieldType.number);
    return (
      size +
      (counts ? counts.values.reduce((sum: number, count: number | null) => sum + (count ?? 0), 0) : frame.length)
    );
  }, 0);
}
