import {
  type DescribePatchBaselinesRequest,
  type DescribePatchBaselinesResult,
  type OperatingSystem,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type PatchBaseline } from '../estate/machine';
import { pageOf } from './input';
import { validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (baseline: PatchBaseline, wanted: string) => boolean> = {
  NAME_PREFIX: ({ name }, wanted) => name.startsWith(wanted),
  OPERATING_SYSTEM: ({ operatingSystem }, wanted) => operatingSystem === wanted,
  OWNER: ({ name }, wanted) => wanted === 'All' || (wanted === 'AWS') === name.startsWith('AWS-'),
};

/** 1 to 100 a page. */
export function describePatchBaselines({ estate }: SsmWorld) {
  return (input: DescribePatchBaselinesRequest, call: AwsCall): DescribePatchBaselinesResult => {
    const tests = (input.Filters ?? []).map(({ Key = '', Values = [] }) => {
      const fits = filterKeys[Key];
      if (!fits) {
        const valid = Object.keys(filterKeys).join(', ');
        throw validationError(Key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
      }
      return (baseline: PatchBaseline) => Values.some((wanted) => fits(baseline, wanted));
    });
    const found = estate.baselines.filter(
      (each) => each.account === call.account && each.region === call.region && tests.every((test) => test(each))
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 100, usual: 100 }, call);
    return {
      BaselineIdentities: items.map((baseline) => ({
        BaselineId: baseline.baselineId,
        BaselineName: baseline.name,
        OperatingSystem: baseline.operatingSystem as OperatingSystem,
        BaselineDescription: baseline.description,
        DefaultBaseline: baseline.isDefault,
      })),
      NextToken: nextToken,
    };
  };
}
