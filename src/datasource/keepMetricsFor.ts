import { rangeUtil } from '@grafana/data';
import { durationProblem } from './config/validate';
import type { FleetSettings } from './query';

/** The period of CloudWatch's own metrics: asked again earlier, it says the same and costs the same. */
export const KEEP_METRICS_FOR = '5m';

/** How long an answer of another source of metrics is kept for, milliseconds. Throws where the setting is no duration. */
export function keepMetricsFor({ keepMetricsFor: setting }: FleetSettings): number {
  const problem = durationProblem(setting);
  if (problem) {
    throw new Error(`The data source's setting "Ask metric sources again after": ${problem}`);
  }
  return rangeUtil.intervalToMs(setting || KEEP_METRICS_FOR);
}
