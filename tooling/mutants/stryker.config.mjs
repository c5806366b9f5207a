export default {
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'tooling/mutants/jest.config.js' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Endless loops are found by counting: a busy machine must not make a slow test into a killed mutant.
  timeoutMS: 600_000,
  dryRunTimeoutMinutes: 60,
  // What is under test is in JavaScript by then: swc takes the types away without looking at them.
  disableTypeChecks: false,
  tempDirName: '.cache/mutants/sandbox',
  ignorePatterns: ['.cache', 'dist', 'docs'],
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: '.cache/mutants/stryker.json' },
  allowConsoleColors: false,
};
