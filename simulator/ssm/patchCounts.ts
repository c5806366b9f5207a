import { isNonCompliant } from '../estate/compliance';
import { type PatchBaseline, type PatchFacts } from '../estate/machine';

/** Noncompliant patches by what they are: critical goes before security, and each counts once. */
export function nonCompliantCounts(patch: PatchFacts, baseline: PatchBaseline | undefined) {
  const counts = { critical: 0, security: 0, other: 0 };
  for (const { state, severity, classification } of patch.openPatches) {
    if (!isNonCompliant(state, baseline)) {
      continue;
    }
    if (severity === 'Critical') {
      counts.critical++;
    } else if (/^Security/.test(classification)) {
      counts.security++;
    } else {
      counts.other++;
    }
  }
  return counts;
}
