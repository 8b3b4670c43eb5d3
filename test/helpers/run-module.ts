/** Runs ES module code in a Node process of its own: Jest cannot load this project's plain `.mjs` files. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const PROJECT = join(__dirname, '../..');

/** The URL of a file of this project, to import it by. */
export const moduleUrl = (path: string): string => pathToFileURL(join(PROJECT, path)).href;

/** Runs code and returns what it wrote to standard output. Rejects where it fails, with its standard error. */
export async function runModule(code: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env });
  return stdout;
}
