/** One change of the code, and whether a test noticed. */
export interface Mutant {
  /** From the checkout's root. */
  file: string;
  /** From 1. */
  line: number;
  column: number;
  /** In words for whoever looks for the missing test: "EqualityOperator: a < b -> a <= b". */
  change: string;
  outcome: Outcome;
}

/**
 * `killed`: a test failed. `timedOut`: the tests didn't end. `survived`: the tests passed. `uncovered`: no test runs the line.
 * `leftOut`: it couldn't be built, or it isn't tried at all; says nothing about the tests.
 */
export type Outcome = 'killed' | 'timedOut' | 'survived' | 'uncovered' | 'leftOut';

export type Counts = Record<Outcome, number>;

export function countOutcomes(mutants: Mutant[]): Counts {
  const counts: Counts = { killed: 0, timedOut: 0, survived: 0, uncovered: 0, leftOut: 0 };
  for (const { outcome } of mutants) {
    counts[outcome]++;
  }
  return counts;
}

/**
 * Per cent of the mutants that the tests notice, rounded down to a tenth: killed and timed out of killed, timed out, survived
 * and uncovered. What is left out counts on neither side. Undefined where there is no mutant to notice.
 */
export function scoreOf({ killed, timedOut, survived, uncovered }: Counts): number | undefined {
  const noticed = killed + timedOut;
  const all = noticed + survived + uncovered;
  return all === 0 ? undefined : Math.floor((1000 * noticed) / all) / 10;
}
