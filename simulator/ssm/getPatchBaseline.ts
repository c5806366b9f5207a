import { type GetPatchBaselineRequest, type GetPatchBaselineResult, type OperatingSystem } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { required } from './input';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

export function getPatchBaseline({ estate }: SsmWorld) {
  return (input: GetPatchBaselineRequest, call: AwsCall): GetPatchBaselineResult => {
    const id = required(input.BaselineId, 'baselineId');
    const baseline = estate.baselines.find(
      ({ baselineId, account, region }) => baselineId === id && account === call.account && region === call.region
    );
    if (!baseline) {
      throw ssmError('DoesNotExistException', `Patch baseline ${id} does not exist.`);
    }
    const groups = estate.patchGroups.filter(({ baselineId }) => baselineId === id);
    const windows = baseline.operatingSystem === 'WINDOWS';
    return {
      BaselineId: baseline.baselineId,
      Name: baseline.name,
      OperatingSystem: baseline.operatingSystem as OperatingSystem,
      Description: baseline.description,
      GlobalFilters: { PatchFilters: [{ Key: 'PRODUCT', Values: ['*'] }] },
      ApprovalRules: {
        PatchRules: [
          {
            PatchFilterGroup: {
              PatchFilters: windows
                ? [{ Key: 'CLASSIFICATION', Values: ['CriticalUpdates', 'SecurityUpdates'] }]
                : [{ Key: 'CLASSIFICATION', Values: ['*'] }],
            },
            ComplianceLevel: 'UNSPECIFIED',
            ApproveAfterDays: baseline.isDefault ? 7 : 0,
            EnableNonSecurity: false,
          },
        ],
      },
      ApprovedPatches: [],
      ApprovedPatchesComplianceLevel: 'UNSPECIFIED',
      ApprovedPatchesEnableNonSecurity: false,
      RejectedPatches: [],
      RejectedPatchesAction: 'ALLOW_AS_DEPENDENCY',
      PatchGroups: groups.map(({ patchGroup }) => patchGroup),
      Sources: [],
      AvailableSecurityUpdatesComplianceStatus: windows ? baseline.availableSecurityUpdatesComplianceStatus : undefined,
    };
  };
}
