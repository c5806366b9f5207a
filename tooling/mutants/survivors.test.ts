import type { Mutant, Outcome } from './mutant';
import { survivorsOf } from './survivors';

const mutant = (outcome: Outcome, file: string, line: number, column: number): Mutant => ({
  file,
  line,
  column,
  change: 'a < b -> a <= b',
  outcome,
});

it('lists what no test noticed in the order of the code, and what only timed out behind it', () => {
  const mutants = [
    mutant('survived', 'b.ts', 1, 1),
    mutant('timedOut', 'a.ts', 3, 1),
    mutant('survived', 'a.ts', 10, 1),
    mutant('killed', 'a.ts', 1, 1),
    mutant('survived', 'a.ts', 9, 7),
    mutant('survived', 'a.ts', 9, 2),
    mutant('uncovered', 'a.ts', 4, 1),
  ];
  expect(survivorsOf(mutants).split('\n')).toEqual([
    '# survived: 4',
    'a.ts:9:2  a < b -> a <= b',
    'a.ts:9:7  a < b -> a <= b',
    'a.ts:10:1  a < b -> a <= b',
    'b.ts:1:1  a < b -> a <= b',
    '',
    '# uncovered: 1',
    'a.ts:4:1  a < b -> a <= b',
    '',
    '# timedOut: 1',
    'a.ts:3:1  a < b -> a <= b',
    '',
  ]);
});
