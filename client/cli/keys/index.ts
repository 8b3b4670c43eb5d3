/** The commands about the keys of the HTTP API. */
import type { Command } from 'commander';
import type { Cli } from '../cli';
import { keysCreate } from './create';
import { keysList } from './list';
import { keysRevoke } from './revoke';

/** `wabactl keys`: who may use the HTTP API. */
export function keys(cli: Cli): Command {
  const group = cli.group('keys', 'API keys: who may use the HTTP API, and for what');
  for (const make of [keysCreate, keysList, keysRevoke]) {
    group.addCommand(make(cli));
  }
  return group;
}
