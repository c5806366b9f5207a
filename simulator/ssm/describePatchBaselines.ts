import { type DescribePatchBaselinesRequest, type DescribePatchBaselinesResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type PatchBaseline } from '../estate/machine';
import { baselineIdentity } from './baselineIdentity';
import { pageOf } from './input';
import { orchestratorTest } from './orchestratorFilters';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (baseline: PatchBaseline, wanted: string) => boolean> = {
  NAME_PREFIX: ({ name }, wanted) => name.startsWith(wanted),
  OPERATING_SYSTEM: ({ operatingSystem }, wanted) => operatingSystem === wanted,
  OWNER: ({ name }, wanted) => wanted === 'All' || (wanted === 'AWS') === name.startsWith('AWS-'),
};

/** 1 to 100 a page. */
export function describePatchBaselines({ estate }: SsmWorld) {
  return (input: DescribePatchBaselinesRequest, call: AwsCall): DescribePatchBaselinesResult => {
    const fits = orchestratorTest(input.Filters ?? [], filterKeys);
    const found = estate.baselines.filter(
      (each) => each.account === call.account && each.region === call.region && fits(each)
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 100, usual: 100 }, call);
    return { BaselineIdentities: items.map(baselineIdentity), NextToken: nextToken };
  };
}
