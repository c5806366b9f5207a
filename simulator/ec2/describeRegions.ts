import { type DescribeRegionsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../aws/awsService';
import { regions } from '../aws/regions';
import { type Ec2Filter, matchesFilters } from './filters';

interface Input {
  AllRegions?: string;
  RegionName?: string[];
  Filter?: Ec2Filter[];
}

export function describeRegions({ AllRegions, RegionName, Filter = [] }: Input): DescribeRegionsResult {
  for (const name of RegionName ?? []) {
    if (!regions.some((region) => region.name === name)) {
      throw new AwsError('InvalidParameterValue', `Invalid region provided: '${name}'`);
    }
  }
  const found = regions
    .filter(({ name, optIn }) => (AllRegions === 'true' || !optIn) && (RegionName?.includes(name) ?? true))
    .map(({ name, optIn }) => ({
      RegionName: name,
      Endpoint: `ec2.${name}.amazonaws.com`,
      OptInStatus: optIn ? 'not-opted-in' : 'opt-in-not-required',
    }))
    .filter((region) =>
      matchesFilters(Filter, (filter) => {
        const values: Record<string, string[]> = {
          'region-name': [region.RegionName],
          endpoint: [region.Endpoint],
          'opt-in-status': [region.OptInStatus],
        };
        return values[filter];
      })
    );
  return { Regions: found };
}
