// Lint, and the map of what may import what (CONTRIBUTING, "The map"): a folder that reaches where
// it should not is an error with the reason in it.
import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';

/** Forbids imports whose path matches one of the groups, types excepted where a contract is shared. */
const mayNotImport = (files, group, message) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ group, message, allowTypeImports: true }] },
    ],
  },
});

const node = ['node:*', 'astro', 'astro/*', 'astro:*'];

export default tseslint.config(
  { ignores: ['dist', '.astro', '.local', 'node_modules', 'test-results'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: ['test', 'describe', 'it', 'suite'] },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
  ...astro.configs.recommended,
  {
    files: ['**/*.{mjs,astro}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { eqeqeq: 'error' },
  },
  {
    files: ['demos/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              // A demo whose subject is the engine, or the classroom, runs it.
              regex: '^(?!node:|ws$|\\./(server|client)-|\\.\\./\\.\\./src/(sse|classroom)/)',
              message:
                'A demo is a teaching program: node:*, web APIs, ws, the engine (src/sse) and the classroom (src/classroom) only, so that it can be lifted out as it is.',
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  mayNotImport(
    ['src/islands/**', 'src/deck/**', 'src/live/**'],
    [...node, '**/server/**', '**/markdown/**', '**/course/**'],
    'Islands run in the browser: web APIs, src/sse, src/i18n and the demos’ client halves only.',
  ),
  mayNotImport(
    ['src/sse/*.ts'],
    ['../*'],
    'src/sse is the engine: it knows nothing of the course.',
  ),
  mayNotImport(
    ['src/sse/event-log/*.ts'],
    ['../../*'],
    'src/sse is the engine: it knows nothing of the course.',
  ),
  mayNotImport(
    ['src/classroom/**'],
    ['../**', '!../sse', '!../sse/**'],
    'A class knows the engine (src/sse) and nothing else of the course.',
  ),
  mayNotImport(['src/sse/parse.ts'], node, 'The parser runs in the page, too.'),
  mayNotImport(
    ['src/markdown/**'],
    ['**/demos/**', '**/server/**', '**/components/**', '**/pages/**', '**/islands/**'],
    'Markdown rules read demos as text; what they render with is handed to them.',
  ),
  mayNotImport(
    ['src/server/**'],
    [
      '**/markdown/**',
      '**/components/**',
      '**/pages/**',
      '**/islands/**',
      '**/course/**',
      'astro:*',
    ],
    'The companion knows demos and streams, not chapters or pages.',
  ),
  mayNotImport(
    ['src/pages/**', 'src/components/**'],
    ['**/server/**', '**/islands/stage/**'],
    'Pages are thin: components, course, i18n and origins.',
  ),
);
