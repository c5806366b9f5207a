import { readReport as readGremlins } from './gremlins';
import { readReport as readStryker, type StrykerReport } from './stryker';

describe('Stryker’s report', () => {
  const source = 'const low = a < b;\nif (low) {\n  stop();\n}\n';
  const report: StrykerReport = {
    files: {
      'src/join/match.ts': {
        source,
        mutants: [
          {
            mutatorName: 'EqualityOperator',
            replacement: 'a <= b',
            status: 'Survived',
            location: { start: { line: 1, column: 13 }, end: { line: 1, column: 18 } },
          },
          {
            mutatorName: 'BlockStatement',
            replacement: '{}',
            status: 'Timeout',
            location: { start: { line: 2, column: 10 }, end: { line: 4, column: 2 } },
          },
        ],
      },
    },
  };

  it('says what stood there and what was put in its place', () => {
    expect(readStryker(report)).toEqual([
      {
        file: 'src/join/match.ts',
        line: 1,
        column: 13,
        change: 'EqualityOperator: a < b -> a <= b',
        outcome: 'survived',
      },
      {
        file: 'src/join/match.ts',
        line: 2,
        column: 10,
        change: 'BlockStatement: { stop(); } -> {}',
        outcome: 'timedOut',
      },
    ]);
  });

  it.each([
    ['Killed', 'killed'],
    ['NoCoverage', 'uncovered'],
    ['RuntimeError', 'leftOut'],
    ['Ignored', 'leftOut'],
  ])('%s is %s', (status, outcome) => {
    const [mutant] = report.files['src/join/match.ts'].mutants;
    const files = { 'src/join/match.ts': { source, mutants: [{ ...mutant, status }] } };
    expect(readStryker({ files })[0].outcome).toBe(outcome);
  });
});

describe('gremlins’ report', () => {
  const report = (status: string) => ({
    files: [{ file_name: 'check.go', mutations: [{ type: 'CONDITIONALS_BOUNDARY', status, line: 2, column: 7 }] }],
  });
  const read = (status: string) => readGremlins(report(status), 'pkg/fleet', () => 'package fleet\n\tif a < b {\n');

  it('says the kind of mutant and shows the line', () => {
    expect(read('LIVED')).toEqual([
      {
        file: 'pkg/fleet/check.go',
        line: 2,
        column: 7,
        change: 'CONDITIONALS_BOUNDARY: if a < b {',
        outcome: 'survived',
      },
    ]);
  });

  it.each([
    ['KILLED', 'killed'],
    ['TIMED OUT', 'timedOut'],
    ['NOT COVERED', 'uncovered'],
    ['NOT VIABLE', 'leftOut'],
  ])('%s is %s', (status, outcome) => {
    expect(read(status)[0].outcome).toBe(outcome);
  });

  it('of a folder without mutants has no files', () => {
    expect(readGremlins({}, 'pkg/fleet', () => '')).toEqual([]);
  });
});
