import type { Pattern } from './fleetmap/model';

/**
 * The product's one palette: what every status is called, which sign stands beside it and which of Grafana's named colours
 * it has, in tables, stats, maps, legends and docs alike. Colour is never alone: words and sign go with it.
 */
export interface Status {
  /** The value as it stands in the data. */
  value: string;
  label: string;
  /** Where a column has no room for the label. */
  short?: string;
  sign: string;
  color: string;
  /** How an area of it is drawn: what nobody knows for certain looks unlike every good or bad state without colour, too. */
  pattern?: Pattern;
}

const GOOD = { color: 'green', sign: '✓' };
const WAITING = { color: 'yellow', sign: '↑' };
const REBOOT = { color: 'blue', sign: '↻' };
const WARNING = { color: 'orange', sign: '▢' };
const STALE = { color: 'orange', sign: '◷', pattern: 'hatched' } as const;
const REJECTED = { color: 'purple', sign: '⊠' };
const BAD = { color: 'red', sign: '✕' };
const NEVER = { color: '#73757c', sign: '–', pattern: 'dotted' } as const;
export const UNKNOWN = { color: '#a2a4ab', sign: '?', pattern: 'hatched' } as const;

/** Patch buckets with `stale`, worst first. */
export const PATCH_STATUSES: Status[] = [
  { value: 'failed', label: 'Failed', ...BAD },
  { value: 'missing', label: 'Missing', ...WARNING },
  { value: 'rejected', label: 'Rejected', ...REJECTED },
  { value: 'pendingReboot', label: 'Pending reboot', short: 'Reboot', ...REBOOT },
  { value: 'securityAvailable', label: 'Security available', short: 'Security', ...WAITING },
  { value: 'stale', label: 'Stale', ...STALE },
  { value: 'unknown', label: 'Unknown', ...UNKNOWN },
  { value: 'neverReported', label: 'Never reported', short: 'No report', ...NEVER },
  { value: 'compliant', label: 'Compliant', ...GOOD },
];

export const PING_STATUSES: Status[] = [
  { value: 'ConnectionLost', label: 'Connection lost', short: 'Lost', ...BAD },
  { value: 'Inactive', label: 'Inactive', ...NEVER },
  { value: 'Unknown', label: 'Unknown', ...UNKNOWN },
  { value: 'Online', label: 'Online', ...GOOD },
];

export const ASSOCIATION_STATUSES: Status[] = [
  { value: 'Failed', label: 'Failed', ...BAD },
  { value: 'Pending', label: 'Pending', ...WAITING },
  { value: 'Unknown', label: 'Unknown', ...UNKNOWN },
  { value: 'None', label: 'No association', short: 'None', ...NEVER },
  { value: 'Success', label: 'Success', ...GOOD },
];

export const PATCH_STATES: Status[] = [
  { value: 'Failed', label: 'Failed', ...BAD },
  { value: 'Missing', label: 'Missing', ...WARNING },
  { value: 'InstalledRejected', label: 'Installed, rejected', short: 'Rejected', ...REJECTED },
  { value: 'InstalledPendingReboot', label: 'Installed, pending reboot', short: 'Reboot', ...REBOOT },
  { value: 'AvailableSecurityUpdate', label: 'Security update available', short: 'Available', ...WAITING },
  { value: 'NotApplicable', label: 'Not applicable', ...NEVER },
  { value: 'InstalledOther', label: 'Installed outside the baseline', ...GOOD },
  { value: 'Installed', label: 'Installed', ...GOOD },
];

export const TARGET_STATES: Status[] = [
  { value: 'failed', label: 'Failed', ...BAD },
  { value: 'stale', label: 'Stale', ...STALE },
  { value: 'loading', label: 'Loading', ...UNKNOWN },
  { value: 'ok', label: 'Read', ...GOOD },
];

const PATTERNS = new Map(
  [PATCH_STATUSES, PING_STATUSES, ASSOCIATION_STATUSES, PATCH_STATES, TARGET_STATES]
    .flat()
    .map(({ value, pattern = 'solid' }) => [value.toLowerCase(), pattern])
);

/** The pattern of a status by its value, whichever data it stands in. */
export function patternOf(value: string): Pattern {
  return PATTERNS.get(value.toLowerCase()) ?? 'solid';
}
