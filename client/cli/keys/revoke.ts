import type { Command } from 'commander';
import { z } from 'zod';
import { parseInput } from '../..';
import { API_KEY_ID, revokeKey } from '../../access';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { jsonOption } from '../options';
import { keyLine, keysFileOf } from './file';

const idSchema = z
  .string()
  .regex(API_KEY_ID, 'an id of an API key is 12 hexadecimal digits, as `wabactl keys list` shows it');

/** `wabactl keys revoke`: an API key counts no longer, and neither do the sessions that were signed in with it. */
export const keysRevoke = (cli: Cli): Command =>
  cli
    .command('revoke', 'make an API key count no longer, and sessions that were signed in with it', [
      'API_KEYS_FILE=keys.json wabactl keys revoke 3f2a9c1b7d04',
    ])
    .argument('<ID>', 'id of the key: the part between the first two underscores')
    .addOption(jsonOption())
    .action(async (typed: string) => {
      const id = parseTyped(() => parseInput(idSchema, typed, 'ID'));
      const revoked = await revokeKey(keysFileOf(cli), id, new Date());
      cli.print(revoked, () => `API key ${keyLine(revoked)}. Servers know it within a second.`);
    });
