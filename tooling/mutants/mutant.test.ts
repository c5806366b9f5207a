import { countOutcomes, type Mutant, type Outcome, scoreOf } from './mutant';

const mutants = (...outcomes: Outcome[]): Mutant[] =>
  outcomes.map((outcome) => ({ file: 'src/join/match.ts', line: 1, column: 1, change: 'a < b -> a <= b', outcome }));

it('counts what timed out as noticed, what no test runs as not noticed, and what was left out on neither side', () => {
  const counts = countOutcomes(mutants('killed', 'killed', 'timedOut', 'survived', 'uncovered', 'leftOut'));
  expect(counts).toEqual({ killed: 2, timedOut: 1, survived: 1, uncovered: 1, leftOut: 1 });
  expect(scoreOf(counts)).toBe(60);
});

it('rounds down: what is reached is never said too early', () => {
  expect(scoreOf({ killed: 2, timedOut: 0, survived: 1, uncovered: 0, leftOut: 0 })).toBe(66.6);
});

it('gives no score where there is nothing to notice', () => {
  expect(scoreOf(countOutcomes(mutants('leftOut')))).toBeUndefined();
});
