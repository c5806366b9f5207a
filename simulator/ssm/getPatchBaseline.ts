import { type GetPatchBaselineRequest, type GetPatchBaselineResult, type OperatingSystem } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { required } from './input';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

export function getPatchBaseline({ estate, nodes }: SsmWorld) {
  return (input: GetPatchBaselineRequest, call: AwsCall): GetPatchBaselineResult => {
    const id = required(input.BaselineId, 'baselineId');
    const baseline = estate.baselines.find(
      ({ baselineId, account, region }) => baselineId === id && account === call.account && region === call.region
    );
    if (!baseline) {
      throw ssmError('DoesNotExistException', `Patch baseline ${id} does not exist.`);
    }
    const using = nodes.all(call).filter(({ ssm }) => ssm.patch?.baselineId === id);
    const groups = using.map(({ ssm }) => ssm.patch?.patchGroup ?? '').filter((group) => group !== '');
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
      PatchGroups: [...new Set(groups)].sort(),
      Sources: [],
      AvailableSecurityUpdatesComplianceStatus: windows ? baseline.availableSecurityUpdatesComplianceStatus : undefined,
    };
  };
}
