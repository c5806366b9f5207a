import {
  type Association as SsmAssociation,
  type AssociationFilter,
  type ListAssociationsRequest,
  type ListAssociationsResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type Association } from '../estate/machine';
import { overviewWithoutNodes } from './associationOverview';
import { pageOf } from './input';
import { validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (association: Association, wanted: string, status: string) => boolean> = {
  AssociationId: ({ associationId }, wanted) => associationId === wanted,
  AssociationName: ({ associationName }, wanted) => associationName === wanted,
  Name: ({ documentName }, wanted) => documentName === wanted,
  AssociationStatusName: (_, wanted, status) => status === wanted,
  LastExecutedBefore: ({ lastExecutedAt }, wanted) => lastExecutedAt !== null && lastExecutedAt < Date.parse(wanted),
  LastExecutedAfter: ({ lastExecutedAt }, wanted) => lastExecutedAt !== null && lastExecutedAt > Date.parse(wanted),
  // Associations here have targets, not single instances, resource groups or connectors.
  InstanceId: () => false,
  ResourceGroupName: () => false,
  CloudConnectorId: () => false,
};

/** 1 to 50 a page, all filters to hold. */
export function listAssociations({ estate, overviews }: SsmWorld) {
  return (input: ListAssociationsRequest, call: AwsCall): ListAssociationsResult => {
    const filters = input.AssociationFilterList ?? [];
    const found = estate.associations
      .filter(({ account, region }) => account === call.account && region === call.region)
      .map((association) => ({
        association,
        overview: overviews(call).get(association.associationId) ?? overviewWithoutNodes(association),
      }))
      .filter(({ association, overview }) =>
        filters.every((filter) => fits(filter, association, overview.Status ?? 'Pending'))
      );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    return {
      Associations: items.map(({ association, overview }): SsmAssociation => ({
        Name: association.documentName,
        AssociationId: association.associationId,
        AssociationVersion: association.associationVersion,
        AssociationName: association.associationName,
        DocumentVersion: association.documentVersion,
        ...targetsOf(association),
        LastExecutionDate: association.lastExecutedAt === null ? undefined : new Date(association.lastExecutedAt),
        Overview: overview,
        ScheduleExpression: association.scheduleExpression,
        Duration: association.duration,
      })),
      NextToken: nextToken,
    };
  };
}

/** An association has targets, or maps of a runbook's parameters to resources. */
export function targetsOf({ targets, targetMaps }: Association): Pick<SsmAssociation, 'Targets' | 'TargetMaps'> {
  return targetMaps.length > 0 ? { TargetMaps: targetMaps } : { Targets: targets };
}

function fits({ key = '' as never, value = '' }: AssociationFilter, association: Association, status: string): boolean {
  const test = filterKeys[key];
  if (!test) {
    const valid = Object.keys(filterKeys).join(', ');
    throw validationError(key, 'associationFilterList.1.member.key', `Member must satisfy enum value set: [${valid}]`);
  }
  return test(association, value, status);
}
