import { withScore } from './scoreTable';

const page = ['# Scores', '', '| Part | Code |', '|---|---|', '| join | old |', '| fleet | old |', ''].join('\n');
const row = {
  name: 'fleet',
  folder: 'pkg/fleet',
  score: 85,
  counts: { killed: 84, timedOut: 1, survived: 10, uncovered: 5, leftOut: 3 },
  tool: 'gremlins v0.6.0',
  date: new Date('2026-11-27T03:00:00Z'),
  seconds: 61,
};

it('writes the row of one part and leaves the rest of the page alone', () => {
  expect(withScore(page, row).split('\n')).toEqual([
    '# Scores',
    '',
    '| Part | Code |',
    '|---|---|',
    '| join | old |',
    '| fleet | pkg/fleet | 85.0 % | 84 | 1 | 10 | 5 | 3 | gremlins v0.6.0 | 2026-11-27 | 2 min |',
    '',
  ]);
});

it('says what to write where the page has no row for a part', () => {
  expect(() => withScore('# Scores', row)).toThrow(
    'The table has no row for fleet: write a line that starts with "| fleet |" into it.'
  );
});
