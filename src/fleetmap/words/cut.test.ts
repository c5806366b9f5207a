import { beginning, charactersOf, cut } from './cut';

it('leaves short names whole, and cuts long ones', () => {
  expect(cut('x'.repeat(120))).toBe('x'.repeat(120));
  expect(cut('x'.repeat(121))).toBe(`${'x'.repeat(120)}…`);
});

it('splits no character, be it of two units or of several code points', () => {
  expect(cut('x'.repeat(119) + '🛰️ more')).toBe(`${'x'.repeat(119)}…`);
  expect(beginning('a👩‍🚀b', 3)).toBe('a');
  expect(beginning('ae\u0301', 2)).toBe('a');
  expect(beginning('ab', 5)).toBe('ab');
  expect(charactersOf('👩‍🚀e\u0301')).toHaveLength(2);
});
