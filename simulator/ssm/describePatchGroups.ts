import { type DescribePatchGroupsRequest, type DescribePatchGroupsResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type PatchBaseline } from '../estate/machine';
import { baselineIdentity } from './baselineIdentity';
import { pageOf } from './input';
import { orchestratorTest } from './orchestratorFilters';
import { type SsmWorld } from './ssmWorld';

interface Mapping {
  patchGroup: string;
  baseline: PatchBaseline;
}

const filterKeys: Record<string, (mapping: Mapping, wanted: string) => boolean> = {
  // The group's name. AWS's reference once said that it may end in a wildcard.
  NAME_PREFIX: ({ patchGroup }, wanted) => patchGroup.startsWith(wanted.replace(/\*$/, '')),
  OPERATING_SYSTEM: ({ baseline }, wanted) => baseline.operatingSystem === wanted,
};

/** 1 to 100 a page: the groups that are registered with a baseline, whether nodes are in them or not. */
export function describePatchGroups({ estate }: SsmWorld) {
  const baselines = new Map(estate.baselines.map((baseline) => [baseline.baselineId, baseline]));
  return (input: DescribePatchGroupsRequest, call: AwsCall): DescribePatchGroupsResult => {
    const found = estate.patchGroups
      .filter(({ account, region }) => account === call.account && region === call.region)
      .map(({ patchGroup, baselineId }): Mapping => ({ patchGroup, baseline: baselines.get(baselineId)! }))
      .filter(orchestratorTest(input.Filters ?? [], filterKeys));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 100, usual: 100 }, call);
    return {
      Mappings: items.map(({ patchGroup, baseline }) => ({
        PatchGroup: patchGroup,
        BaselineIdentity: baselineIdentity(baseline),
      })),
      NextToken: nextToken,
    };
  };
}
