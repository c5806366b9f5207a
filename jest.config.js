// Some packages ship ES modules only; jest transforms those and leaves the rest of node_modules alone.
const esModules = [
  '@grafana/schema',
  '@grafana/foundation-sdk',
  '@wojtekmaj/date-utils',
  'd3',
  'd3-[a-z-]+',
  'delaunator',
  'internmap',
  'robust-predicates',
  'get-user-locale',
  'marked',
  'memoize',
  'mimic-function',
  'map-age-cleaner',
  'ol',
  'react-calendar',
  'react-colorful',
  '@marcbachmann/cel-js',
  'rxjs',
  'uuid',
  '@grafana/aws-sdk',
  '@grafana/plugin-ui',
  '@grafana/i18n',
  '@react-hookz/web',
  '@ver0/deep-equal',
];
const transform = {
  '^.+\\.(t|j|mj)sx?$': [
    '@swc/jest',
    {
      sourceMaps: 'inline',
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
        target: 'es2022',
      },
    },
  ],
};
const transformIgnorePatterns = [`node_modules/(?!(?:.*/)?(?:${esModules.join('|')})/)`];

module.exports = {
  // On a machine that builds at the same time, starting a process or rendering an editor takes seconds.
  testTimeout: 60_000,
  projects: [
    {
      displayName: 'browser',
      testEnvironment: 'jest-environment-jsdom',
      testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}', '<rootDir>/preview/web/**/*.test.{ts,tsx}'],
      setupFilesAfterEnv: ['<rootDir>/jest-setup.ts'],
      moduleNameMapper: { '\\.(css|scss)$': 'identity-obj-proxy' },
      transform,
      transformIgnorePatterns,
    },
    {
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: [
        '<rootDir>/simulator/**/*.test.ts',
        '<rootDir>/preview/smoke/**/*.test.ts',
        '<rootDir>/demo/**/*.test.ts',
        '<rootDir>/bench/**/*.test.ts',
        '<rootDir>/tooling/**/*.test.ts',
      ],
      transform,
      transformIgnorePatterns,
    },
  ],
};
