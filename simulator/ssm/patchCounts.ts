import { type PatchBaseline, type PatchFacts, type PatchItem } from '../estate/machine';

/** Whether a baseline counts a patch in this state as noncompliant. */
export function isNonCompliant(state: PatchItem['state'], baseline: PatchBaseline | undefined): boolean {
  switch (state) {
    case 'Missing':
    case 'Failed':
    case 'InstalledRejected':
    case 'InstalledPendingReboot':
      return true;
    case 'AvailableSecurityUpdate':
      return baseline?.availableSecurityUpdatesComplianceStatus === 'NON_COMPLIANT';
    case 'Installed':
    case 'InstalledOther':
      return false;
  }
}

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
