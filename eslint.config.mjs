import grafana from '@grafana/eslint-config';

export default [
  { ignores: ['dist/', 'node_modules/', '.cache/', 'coverage/', 'pkg/', 'preview/dist/'] },
  ...grafana,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      'react/prop-types': 'off',
      // The automatic JSX runtime brings its own.
      'react/react-in-jsx-scope': 'off',
      'no-restricted-imports': ['error', { patterns: ['lodash/fp'] }],
    },
  },
];
