import { complaintsOfGoTests } from './goTests';

const output = (...events: object[]) =>
  ['go: downloading example.com', ...events.map((each) => JSON.stringify(each))].join('\n');
const said = (Package: string, Test: string | undefined, Output: string) => ({
  Action: 'output',
  Package,
  Test,
  Output,
});
const passed = { Action: 'pass', Package: 'fleet', Test: 'TestGood' };

test('a run in which every test passes is good', () => {
  expect(complaintsOfGoTests(output(passed, said('fleet', undefined, 'ok  \tfleet\n')))).toEqual([]);
});

test('a package without test files is not a skipped test', () => {
  expect(complaintsOfGoTests(output(passed, { Action: 'skip', Package: 'main' }))).toEqual([]);
});

test('a skipped test is told, with the reason that it gave, also as a part of another one', () => {
  const complaints = complaintsOfGoTests(
    output(
      passed,
      said('fleet', 'TestWhole', '    whole_test.go:3: run npm ci\n'),
      { Action: 'skip', Package: 'fleet', Test: 'TestWhole' },
      said('fleet', 'TestParts/one', '    parts_test.go:5: half\n'),
      { Action: 'skip', Package: 'fleet', Test: 'TestParts/one' }
    )
  );
  expect(complaints).toEqual([
    expect.stringMatching(/^fleet: skipped.*\n.*run npm ci/),
    expect.stringMatching(/^fleet: skipped.*\n.*half/),
  ]);
});

test('what failed is told in its own words, and what passed is not told', () => {
  const complaints = complaintsOfGoTests(
    output(
      passed,
      said('fleet', 'TestGood', '--- PASS: TestGood\n'),
      said('fleet', 'TestBad', '    bad_test.go:3: two is not one\n'),
      { Action: 'fail', Package: 'fleet', Test: 'TestBad' },
      said('fleet', undefined, 'FAIL\tfleet\t0.1s\n'),
      { Action: 'fail', Package: 'fleet' }
    )
  );
  expect(complaints).toEqual(['    bad_test.go:3: two is not one\n', 'FAIL\tfleet\t0.1s\n']);
});

test('what could not be built is told, with the compiler’s words', () => {
  const complaints = complaintsOfGoTests(
    output(
      { Action: 'build-output', ImportPath: 'fleet [fleet.test]', Output: 'a_test.go:3: undefined: nothing\n' },
      { Action: 'build-fail', ImportPath: 'fleet [fleet.test]' },
      said('fleet', undefined, 'FAIL\tfleet [build failed]\n'),
      { Action: 'fail', Package: 'fleet' },
      passed
    )
  );
  expect(complaints).toEqual(['a_test.go:3: undefined: nothing\n', 'FAIL\tfleet [build failed]\n']);
});

test('a run without a test is not a good one', () => {
  expect(complaintsOfGoTests('')).toEqual(['No Go test has passed.']);
});
