import grafana from '@grafana/eslint-config';

const NOWHERE = ['lodash/fp'];

/** The join is a room of its own: what it needs of another comes through JoinContext. */
const OUTSIDE_THE_JOIN = {
  group: [
    '**/app/**',
    '**/dashboards/**',
    '**/datasource/**',
    '**/fleetmap/**',
    '**/pkg/**',
    '**/schema/**',
    '**/statuses',
  ],
  message: 'The join knows no other room: what it needs of one comes through JoinContext.',
};
const BROWSER = {
  group: ['@emotion/*', '@grafana/runtime', '@grafana/ui', 'react', 'react-dom', 'react/*'],
  message: 'The join is functions on data frames: no React, no Grafana runtime.',
};
const WHAT_RUNS = {
  group: ['**/run/**', 'rxjs', 'rxjs/*'],
  message: 'What runs other sources’ queries is in src/join/run; the rest of the join is pure.',
};
/** What is remembered from one query to the next is the caller's: a module's variable would be every data source's. */
const MODULE_STATE = ['[kind="let"]', ' > VariableDeclarator > NewExpression[arguments.length=0]'].map((state) => ({
  selector: `:matches(Program, ExportNamedDeclaration) > VariableDeclaration${state}`,
  message: 'The join has no module state: what it remembers comes through JoinContext.',
}));

export default [
  { ignores: ['dist/', 'node_modules/', '.cache/', 'coverage/', 'pkg/', 'preview/dist/'] },
  ...grafana,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      'react/prop-types': 'off',
      // The automatic JSX runtime brings its own.
      'react/react-in-jsx-scope': 'off',
      'no-restricted-imports': ['error', { patterns: NOWHERE }],
    },
  },
  {
    files: ['src/join/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: NOWHERE }, OUTSIDE_THE_JOIN, BROWSER] }],
    },
  },
  {
    files: ['src/join/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...MODULE_STATE] },
  },
  {
    files: ['src/join/**/*.ts'],
    ignores: ['src/join/run/**'],
    rules: {
      // Of what runs, the sources of metrics know the types; its code they load when it is asked for.
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ ...WHAT_RUNS, allowTypeImports: true }] }],
    },
  },
];
