import {
  type DescribeInstancePatchesRequest,
  type DescribeInstancePatchesResult,
  type PatchComplianceData,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type PatchItem } from '../estate/machine';
import { checkLength, instanceId, pageOf } from './input';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (patch: PatchItem) => string> = {
  Classification: ({ classification }) => classification,
  KBId: ({ kbId }) => kbId,
  Severity: ({ severity }) => severity,
  State: ({ state }) => state,
};

/** 10 to 100 a page. */
export function describeInstancePatches({ nodes }: SsmWorld) {
  return (input: DescribeInstancePatchesRequest, call: AwsCall): DescribeInstancePatchesResult => {
    const { ssm } = nodes.get(instanceId(input.InstanceId), call);
    const filters = input.Filters ?? [];
    checkLength(filters, 0, 5, 'filters');
    const tests = filters.map(({ Key = '', Values = [] }) => {
      const value = filterKeys[Key];
      if (!value) {
        const valid = Object.keys(filterKeys).join(', ');
        throw ssmError('InvalidFilter', `The filter key ${Key} is not valid. Valid keys: ${valid}.`);
      }
      return (patch: PatchItem) => Values.includes(value(patch));
    });
    const found = (ssm.patch?.patches ?? []).filter((patch) => tests.every((test) => test(patch)));
    const { items, nextToken } = pageOf(found, input, { low: 10, high: 100, usual: 50 }, call, { sparse: true });
    return { Patches: items.map(toPatch), NextToken: nextToken };
  };
}

function toPatch({
  title,
  kbId,
  classification,
  severity,
  state,
  installedAt,
  cveIds,
}: PatchItem): PatchComplianceData {
  return {
    Title: title,
    KBId: kbId,
    Classification: classification,
    Severity: severity,
    // The model's enum says INSTALLED, the wire says Installed.
    State: state as unknown as PatchComplianceData['State'],
    // What isn't installed was installed at 0.
    InstalledTime: new Date(installedAt ?? 0),
    CVEIds: cveIds.length > 0 ? cveIds.join(',') : undefined,
  };
}
