import { parseAge } from './ages';
import { sameCounts, sameRows, withoutSign } from './compare';

test('counts are compared by name, whatever their order and their sign', () => {
  const expected = new Map([
    ['Failed', 1],
    ['Compliant', 1200],
  ]);
  const shown = [
    { name: '✓ Compliant', value: '1,200' },
    { name: '✕ Failed', value: '1' },
  ];
  expect(sameCounts(expected, shown)).toEqual({ shown: '✓ Compliant 1,200, ✕ Failed 1', complaints: [] });
});

test('a wrong count, one that is not shown and one that nobody expects are told apart', () => {
  const expected = new Map([
    ['Failed', 1],
    ['Missing', 0],
  ]);
  const shown = [
    { name: '✕ Failed', value: '2' },
    { name: '? Odd', value: '3' },
  ];
  expect(sameCounts(expected, shown).complaints).toEqual([
    'Failed: expected 1, shown 2',
    'Odd: expected nothing, shown 3',
    'Missing: expected 0, not shown',
  ]);
});

test('rows may come in any order, but each as often as expected', () => {
  expect(sameRows(['a', 'b', 'a'], ['a', 'a', 'b'])).toEqual([]);
  expect(sameRows(['a', 'b', 'a'], ['a', 'b', 'b'])).toEqual(['not shown: a', 'not expected: b']);
  expect(sameRows(['a'], [])).toEqual(['rows: expected 1, shown 0', 'not shown: a']);
});

test.each([
  ['⊘ Installed, rejected', 'Installed, rejected'],
  ['– No association', 'No association'],
  ['AWS', 'AWS'],
  ['3 of 4', '3 of 4'],
])('%s without its sign', (text, bare) => {
  expect(withoutSign(text)).toBe(bare);
});

test.each([
  ['2.5 mins', 150_000],
  ['55.9 s', 55_900],
  ['2 weeks', 1_209_600_000],
  ['', NaN],
  ['soon', NaN],
])('the age %j', (text, milliseconds) => {
  expect(parseAge(text)).toBe(milliseconds);
});
