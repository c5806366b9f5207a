import { parseAge, parseMoment } from './ages';

const HOUR = 3_600_000;

test.each([
  ['3 hours ago', -3 * HOUR],
  ['an hour ago', -HOUR],
  ['a few seconds ago', -1_000],
  ['in a day', 24 * HOUR],
  ['in 6 days', 6 * 24 * HOUR],
  ['', NaN],
  ['Invalid date', NaN],
])('%s is a moment', (text, ms) => {
  expect(parseMoment(text)).toBe(ms);
});

test.each([
  ['1.5 hours', 1.5 * HOUR],
  ['2 mins', 120_000],
  ['soon', NaN],
])('%s is an age', (text, ms) => {
  expect(parseAge(text)).toBe(ms);
});
