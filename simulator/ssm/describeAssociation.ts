import { type DescribeAssociationRequest, type DescribeAssociationResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { overviewWithoutNodes } from './associationOverview';
import { targetsOf } from './listAssociations';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

/** By association id, or by document and instance; only the newest version is kept. */
export function describeAssociation({ estate, nodes, overviews }: SsmWorld) {
  return (input: DescribeAssociationRequest, call: AwsCall): DescribeAssociationResult => {
    const { AssociationId, Name, InstanceId, AssociationVersion = '$LATEST' } = input;
    const ofPlace = estate.associations.filter(
      ({ account, region }) => account === call.account && region === call.region
    );
    const found = AssociationId
      ? ofPlace.find(({ associationId }) => associationId === AssociationId)
      : ofPlace.find(
          ({ documentName, associationId }) =>
            documentName === Name &&
            InstanceId !== undefined &&
            nodes.get(InstanceId, call).ssm.associations.some((each) => each.associationId === associationId)
        );
    if (!found) {
      throw ssmError('AssociationDoesNotExist', 'The specified association does not exist.');
    }
    if (AssociationVersion !== '$LATEST' && AssociationVersion !== found.associationVersion) {
      throw ssmError('InvalidAssociationVersion', `The version ${AssociationVersion} is not valid.`);
    }
    const executed = found.lastExecutedAt === null ? undefined : new Date(found.lastExecutedAt);
    return {
      AssociationDescription: {
        Name: found.documentName,
        AssociationId: found.associationId,
        AssociationName: found.associationName,
        AssociationVersion: found.associationVersion,
        DocumentVersion: found.documentVersion,
        Date: new Date(found.createdAt),
        LastUpdateAssociationDate: new Date(found.createdAt),
        ...targetsOf(found),
        Parameters: found.parameters,
        ScheduleExpression: found.scheduleExpression,
        ComplianceSeverity: found.complianceSeverity,
        SyncCompliance: 'AUTO',
        ApplyOnlyAtCronInterval: found.applyOnlyAtCronInterval ?? false,
        CalendarNames: found.calendarNames ?? [],
        Duration: found.duration,
        LastExecutionDate: executed,
        LastSuccessfulExecutionDate: executed,
        Overview: overviews(call).get(found.associationId) ?? overviewWithoutNodes(found),
      },
    };
  };
}
