import { parseForm } from './queryForm';

test.each([
  ['Action=DescribeRegions&Version=2016-11-15', { Action: 'DescribeRegions', Version: '2016-11-15' }],
  [
    'Filter.1.Name=tag%3AOwner&Filter.1.Value.1=a+b&Filter.1.Value.2=c',
    { Filter: [{ Name: 'tag:Owner', Value: ['a b', 'c'] }] },
  ],
  [
    'Dimensions.member.2.Name=b&Dimensions.member.1.Name=a&MetricStat.Metric.Dimensions=',
    { Dimensions: [{ Name: 'a' }, { Name: 'b' }], MetricStat: { Metric: { Dimensions: '' } } },
  ],
  ['Id.10=k&Id.9=j', { Id: ['j', 'k'] }],
])('%s', (form, value) => {
  expect(parseForm(form)).toEqual(value);
});

test('a name of the language itself is a name like others', () => {
  expect(parseForm('__proto__.polluted=1&constructor=2')).toEqual(
    Object.fromEntries([
      ['__proto__', { polluted: '1' }],
      ['constructor', '2'],
    ])
  );
  expect({}).not.toHaveProperty('polluted');
});
