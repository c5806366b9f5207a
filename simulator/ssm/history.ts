const thirtyDays = 30 * 24 * 3600_000;

/** Commands, automations and sessions are kept for 30 days: what is older isn't listed, nor found by its id. */
export function isKept(since: number): boolean {
  return since > Date.now() - thirtyDays;
}
