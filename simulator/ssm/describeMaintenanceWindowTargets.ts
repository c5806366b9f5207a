import {
  type DescribeMaintenanceWindowTargetsRequest,
  type DescribeMaintenanceWindowTargetsResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type WindowTarget } from '../estate/machine';
import { pageOf } from './input';
import { maintenanceWindow } from './maintenanceWindow';
import { orchestratorTest } from './orchestratorFilters';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (target: WindowTarget, wanted: string) => boolean> = {
  Type: ({ resourceType }, wanted) => resourceType === wanted,
  WindowTargetId: ({ windowTargetId }, wanted) => windowTargetId === wanted,
  OwnerInformation: ({ ownerInformation }, wanted) => ownerInformation === wanted,
};

/** Of one window, 10 to 100 a page, all filters to hold. */
export function describeMaintenanceWindowTargets(world: SsmWorld) {
  return (input: DescribeMaintenanceWindowTargetsRequest, call: AwsCall): DescribeMaintenanceWindowTargetsResult => {
    const { windowId, targets } = maintenanceWindow(world, input.WindowId, call);
    const found = targets.filter(orchestratorTest(input.Filters ?? [], filterKeys));
    const { items, nextToken } = pageOf(found, input, { low: 10, high: 100, usual: 50 }, call);
    return {
      Targets: items.map((target) => ({
        WindowId: windowId,
        WindowTargetId: target.windowTargetId,
        ResourceType: target.resourceType,
        Targets: target.targets,
        OwnerInformation: target.ownerInformation ?? undefined,
        Name: target.name ?? undefined,
        Description: target.description ?? undefined,
      })),
      NextToken: nextToken,
    };
  };
}
