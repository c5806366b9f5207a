import type { Mutant } from './mutant';

/** What is to be looked at one by one. Timed out ones count as killed, and no test has said so. */
const LISTED = ['survived', 'uncovered', 'timedOut'] as const;

/** The mutants that no test has noticed and those that timed out, a line each, in the order of the code. */
export function survivorsOf(mutants: Mutant[]): string {
  return LISTED.flatMap((outcome) => {
    const found = mutants.filter((mutant) => mutant.outcome === outcome).sort(byPlace);
    return [`# ${outcome}: ${found.length}`, ...found.map(sayMutant), ''];
  }).join('\n');
}

function byPlace(a: Mutant, b: Mutant): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}

function sayMutant({ file, line, column, change }: Mutant): string {
  return `${file}:${line}:${column}  ${change}`;
}
