import { keepMetricsFor } from './keepMetricsFor';

test.each([
  [undefined, 300_000],
  ['', 300_000],
  ['90s', 90_000],
  ['1h', 3_600_000],
])('the setting %j is %d ms', (setting, ms) => {
  expect(keepMetricsFor({ keepMetricsFor: setting })).toBe(ms);
});

test('a setting that is no duration is named, with the way out', () => {
  expect(() => keepMetricsFor({ keepMetricsFor: 'soon' })).toThrow(
    'The data source\'s setting "Ask metric sources again after": "soon" is not a duration: write a number and a unit'
  );
});
