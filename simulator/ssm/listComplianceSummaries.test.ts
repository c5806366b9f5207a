import { type ListComplianceSummariesRequest, type ResourceComplianceSummaryItem } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { listComplianceSummaries } from './listComplianceSummaries';
import { listResourceComplianceSummaries } from './listResourceComplianceSummaries';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const world = makeSsmWorld(estate);
const operation = listComplianceSummaries(world);
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'ListComplianceSummaries', ...place, mostPerPage: Infinity } as AwsCall;

const ask = (input: ListComplianceSummariesRequest) => operation(input, call);
const summaries = (input: ListComplianceSummariesRequest) => ask(input).ComplianceSummaryItems ?? [];
const by = (Key: string, Type: 'EQUAL' | 'BEGIN_WITH' | 'GREATER_THAN', ...Values: string[]) => ({
  Filters: [{ Key, Type, Values }],
});

/** All rows of all nodes. */
function ofNodes(): ResourceComplianceSummaryItem[] {
  const list = listResourceComplianceSummaries(world);
  const found: ResourceComplianceSummaryItem[] = [];
  let token: string | undefined;
  do {
    const page = list({ NextToken: token }, call);
    found.push(...(page.ResourceComplianceSummaryItems ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}

test('a row for each type, which counts the nodes that the verdicts on single nodes name', () => {
  expect(summaries({}).map(({ ComplianceType }) => ComplianceType)).toEqual([
    'Association',
    'Custom:EndpointProtection',
    'Patch',
  ]);
  const nodes = ofNodes();
  for (const { ComplianceType, CompliantSummary, NonCompliantSummary } of summaries({})) {
    const theirs = nodes.filter((node) => node.ComplianceType === ComplianceType);
    const count = (status: string, severity?: string) =>
      theirs.filter((node) => node.Status === status && (!severity || node.OverallSeverity === severity)).length;
    expect(CompliantSummary?.CompliantCount).toBe(count('COMPLIANT'));
    expect(NonCompliantSummary?.NonCompliantCount).toBe(count('NON_COMPLIANT'));
    expect(NonCompliantSummary?.NonCompliantCount).toBeGreaterThan(0);
    expect(NonCompliantSummary?.SeveritySummary?.HighCount).toBe(count('NON_COMPLIANT', 'HIGH'));
  }
});

test('what nobody reports has no row', () => {
  expect(operation({}, { ...call, region: 'eu-north-1' }).ComplianceSummaryItems).toEqual([]);
});

test('filters by type, and pages', () => {
  expect(summaries(by('ComplianceType', 'BEGIN_WITH', 'Custom:'))).toHaveLength(1);
  expect(summaries(by('ComplianceType', 'EQUAL', 'Patch', 'Association'))).toHaveLength(2);
  const first = ask({ MaxResults: 2 });
  expect(first.ComplianceSummaryItems).toHaveLength(2);
  expect(summaries({ MaxResults: 2, NextToken: first.NextToken })).toEqual(summaries({}).slice(2));
});

test.each([
  ['an unknown key', by('Colour', 'EQUAL', 'red'), 'InvalidFilter'],
  ['a type of filter that is of times alone', by('ComplianceType', 'GREATER_THAN', 'Patch'), 'InvalidFilter'],
  ['no result', { MaxResults: 0 }, 'ValidationException'],
  ['too many results', { MaxResults: 51 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
