import { AwsError } from '../aws/awsService';

export interface Ec2Filter {
  Name?: string;
  Value?: string[];
}

/** Filters are all to hold; of a filter's values one is enough, with `*` and `?` as wildcards. */
export function matchesFilters(filters: Ec2Filter[], values: (name: string) => string[] | undefined): boolean {
  return filters.every(({ Name = '', Value = [] }) => {
    const found = values(Name);
    if (!found) {
      throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
    }
    return Value.some((pattern) => found.some((value) => wildcard(pattern).test(value)));
  });
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
