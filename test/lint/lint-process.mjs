/**
 * Lints samples with this project's own ESLint configuration and prints what each was refused for.
 *
 * Standard input: `{"cwd": "…", "typed": false, "samples": [{"path": "…", "code": "…"}]}`. Standard output: for each
 * sample the list of `{ruleId, message}`. A process of its own, since Jest cannot load ESLint's ES module configuration.
 */
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const { cwd, typed, samples } = await json(process.stdin);

// Samples are files in memory only, which a TypeScript project does not have: lint them without types.
const untyped = [
  { ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] },
  { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
];
const eslint = new ESLint({
  cwd,
  overrideConfigFile: fileURLToPath(new URL('../../eslint.config.mjs', import.meta.url)),
  overrideConfig: [...(typed ? [] : untyped), { settings: { 'boundaries/root-path': cwd } }],
});

const results = [];
for (const { path, code } of samples) {
  const [result] = await eslint.lintText(code, { filePath: path });
  results.push((result?.messages ?? []).map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(JSON.stringify(results));
