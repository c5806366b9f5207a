import { type MaintenanceWindow } from '../estate/machine';

/** AWS's examples have milliseconds where a rate goes by when the window was made, and no seconds where cron does. */
export function executionTime(time: number, { schedule }: Pick<MaintenanceWindow, 'schedule'>): string {
  return schedule.startsWith('rate') ? new Date(time).toISOString() : inMinutes(time);
}

/** `2026-11-21T12:00Z` */
export function inMinutes(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}
