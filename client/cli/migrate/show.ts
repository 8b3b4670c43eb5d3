import type { Command } from 'commander';
import { parseWabaId } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT, exitStatusOf } from '../exit-status';
import { jsonOption } from '../options';
import { followMigration } from './follow';
import { statePage } from './state-page';

interface ShowOptions {
  readonly watch?: true;
  readonly dryRun?: true;
}

/** `wabactl migrate show`: where a migration stands. */
export const migrateShow = (cli: Cli): Command =>
  cli
    .command('show', 'show where the newest migration of a WABA stands, why it waits and what to type next', [
      'wabactl migrate show 102290129340398',
      'wabactl migrate show 102290129340398 --watch',
      'wabactl migrate show 102290129340398 --dry-run --json',
    ])
    .argument('<ID>', 'id of the source WABA')
    .option('--watch', 'follow the run until it ends')
    .option('--dry-run', 'the newest dry run instead')
    .addOption(jsonOption())
    .action(async (id: string, options: ShowOptions) => {
      const wabaId = parseTyped(() => parseWabaId(id), { wabaId: 'ID' });
      const dryRun = options.dryRun ?? false;
      await cli.withMigrations(async (migrations) => {
        const state = options.watch
          ? await followMigration(cli, migrations, wabaId, { dryRun, until: 'terminal' })
          : await migrations.get(wabaId, { dryRun });
        cli.print(state, () => statePage(cli, state, new Date()));
        return options.watch ? exitStatusOf(state) : EXIT.done;
      });
    });
