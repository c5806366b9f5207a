import type { DataFrame, DataQueryResponse } from '@grafana/data';
import type { FleetMeta } from './query';

/** Whether more of what an answer needs is on its way. What failed isn't: it is in the answer's notices. */
export function isOnItsWay({ data }: DataQueryResponse): boolean {
  return (data as DataFrame[]).some((frame) => {
    const { progress, targets } = metaOf(frame) ?? {};
    return (
      !!progress &&
      progress.read < progress.expected &&
      (!targets?.length || targets.some((target) => target.state === 'loading'))
    );
  });
}

/** Whether an answer's rows are all that there are: nothing is loading, has failed or was cut. */
export function isWhole(frame: DataFrame): boolean {
  const { progress, truncated, targets } = metaOf(frame) ?? {};
  return (
    !!progress &&
    progress.read >= progress.expected &&
    !truncated &&
    (targets ?? []).every(({ state }) => state !== 'loading' && state !== 'failed')
  );
}

/** How much of what an answer needs has been read, in the server part's own measure. */
export function readSoFar({ data }: DataQueryResponse): number {
  return (data as DataFrame[]).reduce((read, frame) => read + (metaOf(frame)?.progress?.read ?? 0), 0);
}

function metaOf(frame: DataFrame): Partial<FleetMeta> | undefined {
  return frame.meta?.custom;
}
