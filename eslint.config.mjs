import ts from 'typescript-eslint';

const noAmbientTime = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Inject Clock.' },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Inject Clock.',
  },
];
const noEnvironment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Only platform/config reads the environment.',
};
const noForwardRef = { selector: 'Identifier[name="forwardRef"]', message: 'Cut the cycle instead.' };

export default ts.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'node_modules/', 'src/web/assets/**/*.js'] },
  {
    files: ['{src,migrations,test,bench}/**/*.{ts,tsx}'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': ['error', ...noAmbientTime, noEnvironment, noForwardRef],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/kernel/clock.ts', 'bench/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noForwardRef] },
  },
  {
    files: ['src/platform/config/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noAmbientTime, noForwardRef] },
  },
  {
    files: ['test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
