import { type AwsService } from '../aws/awsService';
import { type Estate } from '../estate/machine';
import { describeActivations } from './describeActivations';
import { describeAssociation } from './describeAssociation';
import { describeAssociationExecutions } from './describeAssociationExecutions';
import { describeAssociationExecutionTargets } from './describeAssociationExecutionTargets';
import { describeAutomationExecutions } from './describeAutomationExecutions';
import { describeAutomationStepExecutions } from './describeAutomationStepExecutions';
import { describeInstanceAssociationsStatus } from './describeInstanceAssociationsStatus';
import { describeInstanceInformation } from './describeInstanceInformation';
import { describeInstancePatches } from './describeInstancePatches';
import { describeInstancePatchStates } from './describeInstancePatchStates';
import { describeInstanceProperties } from './describeInstanceProperties';
import { describeMaintenanceWindows } from './describeMaintenanceWindows';
import { describeMaintenanceWindowSchedule } from './describeMaintenanceWindowSchedule';
import { describeMaintenanceWindowTargets } from './describeMaintenanceWindowTargets';
import { describeMaintenanceWindowTasks } from './describeMaintenanceWindowTasks';
import { describeOpsItems } from './describeOpsItems';
import { describeParameters } from './describeParameters';
import { describePatchBaselines } from './describePatchBaselines';
import { describePatchGroups } from './describePatchGroups';
import { describeSessions } from './describeSessions';
import { getDocument } from './getDocument';
import { getInventory } from './getInventory';
import { getPatchBaseline } from './getPatchBaseline';
import { getServiceSetting } from './getServiceSetting';
import { listAssociations } from './listAssociations';
import { listCloudConnectors } from './listCloudConnectors';
import { listCommandInvocations } from './listCommandInvocations';
import { listCommands } from './listCommands';
import { listComplianceItems } from './listComplianceItems';
import { listComplianceSummaries } from './listComplianceSummaries';
import { listDocuments } from './listDocuments';
import { listInventoryEntries } from './listInventoryEntries';
import { listNodes } from './listNodes';
import { listResourceDataSync } from './listResourceDataSync';
import { listResourceComplianceSummaries } from './listResourceComplianceSummaries';
import { makeSsmWorld } from './ssmWorld';

export function makeSsmService(estate: Estate): AwsService {
  const world = makeSsmWorld(estate);
  return {
    signingName: 'ssm',
    operations: {
      DescribeActivations: describeActivations(world),
      DescribeAssociation: describeAssociation(world),
      DescribeAssociationExecutionTargets: describeAssociationExecutionTargets(world),
      DescribeAssociationExecutions: describeAssociationExecutions(world),
      DescribeAutomationExecutions: describeAutomationExecutions(world),
      DescribeAutomationStepExecutions: describeAutomationStepExecutions(world),
      DescribeInstanceAssociationsStatus: describeInstanceAssociationsStatus(world),
      DescribeInstanceInformation: describeInstanceInformation(world),
      DescribeInstancePatchStates: describeInstancePatchStates(world),
      DescribeInstancePatches: describeInstancePatches(world),
      DescribeInstanceProperties: describeInstanceProperties(world),
      DescribeMaintenanceWindowSchedule: describeMaintenanceWindowSchedule(world),
      DescribeMaintenanceWindowTargets: describeMaintenanceWindowTargets(world),
      DescribeMaintenanceWindowTasks: describeMaintenanceWindowTasks(world),
      DescribeMaintenanceWindows: describeMaintenanceWindows(world),
      DescribeOpsItems: describeOpsItems(world),
      DescribeParameters: describeParameters(world),
      DescribePatchBaselines: describePatchBaselines(world),
      DescribePatchGroups: describePatchGroups(world),
      DescribeSessions: describeSessions(world),
      GetDocument: getDocument(world),
      GetInventory: getInventory(world),
      GetPatchBaseline: getPatchBaseline(world),
      GetServiceSetting: getServiceSetting(world),
      ListAssociations: listAssociations(world),
      ListCloudConnectors: listCloudConnectors(world),
      ListCommandInvocations: listCommandInvocations(world),
      ListCommands: listCommands(world),
      ListComplianceItems: listComplianceItems(world),
      ListComplianceSummaries: listComplianceSummaries(world),
      ListDocuments: listDocuments(world),
      ListInventoryEntries: listInventoryEntries(world),
      ListNodes: listNodes(world),
      ListResourceComplianceSummaries: listResourceComplianceSummaries(world),
      ListResourceDataSync: listResourceDataSync(world),
    },
  };
}
