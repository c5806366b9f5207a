// What Stryker runs for each mutant: the browser's tests of src/join and src/datasource. Those of editors stay out, as each would
// take half a minute for a mutant.
const { projects } = require('../../jest.config');

module.exports = {
  ...projects.find(({ displayName }) => displayName === 'browser'),
  rootDir: '../..',
  roots: ['<rootDir>/src'],
  testMatch: ['<rootDir>/src/{join,datasource}/**/*.test.ts'],
  runner: '<rootDir>/tooling/mutants/jestRunner.js',
};
