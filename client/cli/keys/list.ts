import type { Command } from 'commander';
import { listKeys, type ListedKey } from '../../access';
import type { Cli } from '../cli';
import { jsonOption } from '../options';
import { formatTable } from '../terminal/tables';
import { keysFileOf } from './file';

/** `wabactl keys list`: the API keys, without the keys themselves. */
export const keysList = (cli: Cli): Command =>
  cli
    .command('list', 'list API keys: whose they are and what they may do, never the keys themselves', [
      'API_KEYS_FILE=keys.json wabactl keys list',
    ])
    .addOption(jsonOption())
    .action(() => {
      const keys = listKeys(keysFileOf(cli), new Date());
      cli.print({ keys }, () => listPage(cli, keys));
    });

function listPage(cli: Cli, keys: readonly ListedKey[]): string {
  if (keys.length === 0) return 'There is no API key.';
  const rows = keys.map(({ id, name, role, state, created, expires, revoked }) => [
    id,
    name,
    role,
    state === 'live' ? cli.paint.good(state) : cli.paint.bad(state),
    created,
    revoked ?? expires ?? 'never',
  ]);
  return formatTable(cli, ['id', 'name', 'role', 'state', 'made', 'ends'], rows);
}
