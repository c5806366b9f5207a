import { type PatchBaseline, type PatchItem } from './machine';

/** Systems Manager's own severities, worst first. */
export const complianceSeverities = ['Critical', 'High', 'Medium', 'Low', 'Informational', 'Unspecified'] as const;
export type ComplianceSeverity = (typeof complianceSeverities)[number];

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

/** Vendors' severities in compliance's words. */
export function severityOfPatch({ severity }: Pick<PatchItem, 'severity'>): ComplianceSeverity {
  const words: Record<string, ComplianceSeverity> = {
    Critical: 'Critical',
    Important: 'High',
    Moderate: 'Medium',
    Low: 'Low',
  };
  return words[severity] ?? 'Unspecified';
}
