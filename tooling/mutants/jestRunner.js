// Runs no more test files than a mutant needs: those with a test that reaches it, up to the first that fails. Stryker has jest load
// every file that imports the mutant's, and a file takes longer to load than its tests take.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { default: TestRunner } = require('jest-runner');

/** The full names of each file's tests. The run without a mutant writes it into Stryker's sandbox, for the processes that follow. */
const NAMES = 'test-names.json';

module.exports = class extends TestRunner {
  async runTests(tests, watcher, options) {
    const isMutated = process.env.__STRYKER_ACTIVE_MUTANT__ !== undefined;
    const names = isMutated && existsSync(NAMES) ? JSON.parse(readFileSync(NAMES, 'utf8')) : {};
    let failed = false;
    this.on('test-file-failure', () => (failed = true));
    this.on('test-file-success', ([{ path }, { testResults, numFailingTests, testExecError }]) => {
      names[path] = testResults.map(({ fullName }) => fullName);
      failed ||= numFailingTests > 0 || testExecError !== undefined;
    });
    const wanted = new RegExp(this._globalConfig.testNamePattern ?? '', 'i');
    for (const test of nearestFirst(tests, this._globalConfig.nonFlagArgs)) {
      if (isMutated && failed) {
        return;
      }
      if (names[test.path]?.some((name) => wanted.test(name)) ?? true) {
        await super.runTests([test], watcher, { ...options, serial: true });
      }
    }
    if (!isMutated && process.env.STRYKER_MUTATOR_WORKER !== undefined) {
      writeFileSync(NAMES, JSON.stringify(names));
    }
  }
};

/** A file's own tests are the likeliest to notice. */
function nearestFirst(tests, mutatedFiles) {
  const own = new Set(mutatedFiles.map((file) => file.replace(/\.tsx?$/, '.test')));
  const isOwn = ({ path }) => own.has(path.replace(/\.tsx?$/, ''));
  return [...tests.filter(isOwn), ...tests.filter((test) => !isOwn(test))];
}
