import { findColumn } from '../schema/schema';
import { adHocFiltersFor, measuredValues } from './adHocFilters';

describe('adHocFiltersFor', () => {
  it('takes conditions on columns and tags over', () => {
    expect(
      adHocFiltersFor('nodes', [
        { key: 'platformType', operator: '=', value: 'Windows' },
        { key: 'tag:Owner', operator: '=~', value: 'team-.*' },
        { key: 'region', operator: '=|', value: 'eu-west-1', values: ['eu-west-1', 'us-east-1'] },
        { key: 'provider', operator: '!=|', value: 'AWS', values: ['AWS'] },
      ])
    ).toEqual([
      { field: 'platformType', op: '=', value: 'Windows' },
      { field: 'tag:Owner', op: '=~', value: 'team-.*' },
      { field: 'region', op: 'in', value: ['eu-west-1', 'us-east-1'] },
      { field: 'provider', op: 'not in', value: ['AWS'] },
    ]);
  });

  it('makes a list of the one value that a list operator may come with', () => {
    expect(adHocFiltersFor('nodes', [{ key: 'region', operator: '=|', value: 'eu-west-1' }])).toEqual([
      { field: 'region', op: 'in', value: ['eu-west-1'] },
    ]);
  });

  it('takes what is said of nodes without a value for no value', () => {
    expect(
      adHocFiltersFor('nodes', [
        { key: 'tag:Owner', operator: '=', value: '(none)' },
        { key: 'tag:Owner', operator: '!=|', value: '(none)', values: ['(none)', 'a'] },
      ])
    ).toEqual([
      { field: 'tag:Owner', op: '=', value: '' },
      { field: 'tag:Owner', op: 'not in', value: ['', 'a'] },
    ]);
  });

  it('is no condition where a dashboard has no ad hoc filters', () => {
    expect(adHocFiltersFor('nodes')).toEqual([]);
  });

  it('leaves out conditions on what a resource does not have', () => {
    const adHoc = [
      { key: 'platformType', operator: '=', value: 'Windows' },
      { key: 'tag:Owner', operator: '=', value: 'a' },
      { key: 'region', operator: '=', value: 'eu-west-1' },
    ];
    expect(adHocFiltersFor('targets', adHoc)).toEqual([{ field: 'region', op: '=', value: 'eu-west-1' }]);
  });
});

describe('measuredValues', () => {
  it('are ages for ages and times, a zero for counts, and none for what is listed', () => {
    const of = (name: string) => measuredValues(findColumn('nodes', name));
    expect([of('missingCount'), of('patchAge'), of('lastPing')]).toEqual([
      ['0'],
      expect.arrayContaining(['7d']),
      expect.arrayContaining(['7d']),
    ]);
    expect([of('managed'), of('region'), of('tag:Owner'), of('nothing')]).toEqual(Array(4).fill(undefined));
  });
});
