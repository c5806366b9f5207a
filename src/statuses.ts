import sets from './statuses.json';

/**
 * The product's one palette: what every status is called, which sign stands beside it and which of Grafana's named colours
 * it has, in tables, stats, maps, legends and docs alike. Colour is never alone: words and sign go with it. The server part
 * declares them (pkg/statuses).
 */
export interface Status {
  /** The value as it stands in the data. */
  value: string;
  label: string;
  /** Where a column has no room for the label. */
  short?: string;
  sign: string;
  color: string;
  /** How an area of it is drawn, solid if absent: what nobody knows for certain looks unlike every good or bad state without colour, too. */
  pattern?: Pattern;
}

export type Pattern = 'solid' | 'hatched' | 'dotted';

export type SetName = keyof typeof sets;

/** The members of a closed set that have a look, worst first; none of a set that is neither good nor bad. */
export function statusesOf(name: SetName): Status[] {
  return (sets[name] as Status[]).filter(({ sign }) => sign);
}

export const PATCH_STATUSES = statusesOf('patchStatus');
export const PING_STATUSES = statusesOf('pingStatus');
export const ASSOCIATION_STATUSES = statusesOf('associationStatus');
export const TARGET_STATES = statusesOf('targetState');

/** Colours of figures that are no status themselves: what somebody must mend, and what somebody should look at. */
export const BAD = colorOf('failed');
export const WARNING = colorOf('missing');

function colorOf(patchStatus: string): string {
  return PATCH_STATUSES.find(({ value }) => value === patchStatus)!.color;
}

/** What a status is called where its column or bar has no other sign of it. */
export function inWords({ sign, label }: Status): string {
  return `${sign} ${label}`;
}

/** How it is shown that nothing is known. */
export const UNKNOWN = PATCH_STATUSES.find(({ value }) => value === 'unknown')!;

const PATTERNS = new Map(
  (Object.keys(sets) as SetName[])
    .flatMap(statusesOf)
    .map(({ value, pattern = 'solid' }) => [value.toLowerCase(), pattern])
);

/** The pattern of a status by its value, whichever data it stands in. */
export function patternOf(value: string): Pattern {
  return PATTERNS.get(value.toLowerCase()) ?? 'solid';
}
