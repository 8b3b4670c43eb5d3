import type { Command } from 'commander';
import { z } from 'zod';
import { durationMs, durationSchema } from '../../../domain/durations';
import { InvalidInput, parseInput } from '../..';
import { createKey, keyNameSchema, ROLES, type CreatedKey } from '../../access';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { jsonOption } from '../options';
import { keyLine, keysFileOf } from './file';

interface CreateOptions {
  readonly name: string;
  readonly role: string;
  readonly expires?: string;
}

const typedSchema = z.object({ name: keyNameSchema, role: z.enum(ROLES) });
const NAMES = { name: '--name', role: '--role', expires: '--expires' };

/** `wabactl keys create`: makes an API key and shows it, once. */
export const keysCreate = (cli: Cli): Command =>
  cli
    .command('create', 'make an API key; it is shown once and cannot be shown again', [
      'API_KEYS_FILE=keys.json wabactl keys create --name billing-service --role operator --expires 90d',
      'API_KEYS_FILE=keys.json wabactl keys create --name finance.approver --role approver',
    ])
    .requiredOption('--name <name>', 'whom the key is for: runs and timelines keep it')
    .requiredOption('--role <role>', `what it may do: ${ROLES.join(', ')}`)
    .option('--expires <duration>', 'how long it counts, as in 90d (default: until it is revoked)')
    .addOption(jsonOption())
    .action(async ({ expires, ...options }: CreateOptions) => {
      const { name, role } = parseTyped(() => parseInput(typedSchema, options), NAMES);
      const now = new Date();
      const until = expires === undefined ? null : expiryOf(expires, now);
      const created = await createKey(keysFileOf(cli), { name, role, expires: until }, now);
      cli.print(created, () => createdPage(cli, created));
    });

const LONGEST_MS = 3_650 * 86_400_000;

/** The moment at which a key stops counting that is made now. */
function expiryOf(text: string, now: Date): Date {
  const duration = parseTyped(() => parseInput(durationSchema, text, 'expires'), NAMES);
  const ms = durationMs(duration);
  if (ms < 1_000 || ms > LONGEST_MS)
    throw new InvalidInput('--expires', `${text} is too short or too long`, 'Take 1s to 3650d.');
  return new Date(now.getTime() + ms);
}

function createdPage(cli: Cli, created: CreatedKey): string {
  const lines = [
    `API key ${keyLine(created)}.`,
    'Keep it now, it is not shown again:',
    '',
    cli.paint.strong(created.key),
    '',
    'Servers with this API_KEYS_FILE know it within a second.',
  ];
  return lines.join('\n');
}
