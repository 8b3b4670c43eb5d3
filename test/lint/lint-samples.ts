/** Lints code that is in no file, with this project's own configuration; see `lint-process.mjs`. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Code, and where it would stand, relative to the house. */
export interface Sample {
  readonly path: string;
  readonly code: string;
}

/** What a sample was refused for. */
export interface LintMessage {
  /** Null where the code could not be parsed. */
  readonly ruleId: string | null;
  readonly message: string;
}

/** The folder with one empty room of each name. */
const HOUSE = join(__dirname, 'house');
/** Linting takes seconds, and a minute on a machine that is busy with other suites. */
export const LINT_TIMEOUT_MS = 300_000;
const PROJECT = join(__dirname, '../..');

/**
 * Lints samples, in the empty house without types by default, or with types (`typed`) as files of this project, which
 * then must exist.
 */
export async function lintSamples(
  samples: readonly Sample[],
  options: { typed?: boolean } = {},
): Promise<readonly (readonly LintMessage[])[]> {
  const typed = options.typed ?? false;
  const child = promisify(execFile)(process.execPath, [join(__dirname, 'lint-process.mjs')], {
    maxBuffer: 64 * 1024 * 1024,
  });
  child.child.stdin?.end(JSON.stringify({ cwd: typed ? PROJECT : HOUSE, typed, samples }));
  return JSON.parse((await child).stdout) as LintMessage[][];
}

/**
 * How often one rule refused a sample, as its rule ids. Throws where the sample could not be parsed, since then no rule
 * looked at it.
 */
export function refusedBy(messages: readonly LintMessage[], rule: string): string[] {
  const broken = messages.find(({ ruleId }) => ruleId === null);
  if (broken) throw new Error(`the sample could not be linted: ${broken.message}`);
  return messages.filter(({ ruleId }) => ruleId === rule).map(() => rule);
}
