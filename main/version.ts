/** The package's version. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads it from `package.json`, which lies above this folder, one step further up once compiled. */
export function readVersion(): string {
  const file = [join(__dirname, '..', 'package.json'), join(__dirname, '..', '..', 'package.json')].find(existsSync);
  const { version } = JSON.parse(readFileSync(file ?? 'package.json', 'utf8')) as { version: string };
  return version;
}
