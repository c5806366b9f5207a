import type { Say } from '../../demo/progress';
import type { Mutant } from './mutant';

/** What makes mutants and runs the tests on each. */
export interface Tool {
  /** Its name and version, for the table: "Stryker 9.6.1". */
  title: string;
  /**
   * Every mutant of a folder's code, or of some of its files. Both are from the checkout's root. Rejects where the tests fail
   * without a mutant, too.
   */
  mutantsOf(folder: string, files: string[], say: Say): Promise<Mutant[]>;
}
