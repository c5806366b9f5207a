/** What `go test -json` says, a line each: of a package, of a test in it, or of the building of one. */
interface GoEvent {
  Action: string;
  Package?: string;
  ImportPath?: string;
  Test?: string;
  Output?: string;
}

/**
 * What is wrong with a run of `go test -json`, in Go's own words: tests and packages that failed, and tests that were skipped, which
 * `go test` alone counts as good. Also that no test ran at all. Empty where all is well.
 */
export function complaintsOfGoTests(output: string): string[] {
  const events = output.split('\n').flatMap((line): GoEvent[] => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const tests = events.filter(({ Test }) => Test !== undefined);
  const words = (isMeant: (event: GoEvent) => boolean) =>
    events.flatMap((event) => (isMeant(event) ? (event.Output ?? '') : '')).join('');
  const ofTest = (ended: GoEvent) => words(({ Package, Test }) => Package === ended.Package && Test === ended.Test);

  const failedTests = tests.filter(({ Action }) => Action === 'fail').map(ofTest);
  const failedPackages = events
    .filter(({ Action, Test }) => Action === 'fail' && Test === undefined)
    .map((ended) => words(({ Package, Test }) => Package === ended.Package && Test === undefined));
  const unbuilt = words(({ Action }) => Action === 'build-output');
  const skipped = tests
    .filter(({ Action }) => Action === 'skip')
    .map((ended) => `${ended.Package}: skipped, which counts as failed here:\n${ofTest(ended)}`);
  const noneRan = tests.some(({ Action }) => Action === 'pass') ? [] : ['No Go test has passed.'];
  return [unbuilt, ...failedTests, ...failedPackages, ...skipped, ...noneRan].filter(Boolean);
}
