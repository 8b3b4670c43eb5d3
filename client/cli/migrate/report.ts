import type { Command } from 'commander';
import { NotFound, parseWabaId } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { jsonOption } from '../options';
import { printable } from '../terminal/paint';
import { reportPage } from './report-page';

/** `wabactl migrate report`: checks, differences, old and new ids, and the digest. */
export const migrateReport = (cli: Cli): Command =>
  cli
    .command('report', 'print what was checked, what differs, old and new ids, and the digest to approve', [
      'wabactl migrate report 102290129340398',
      'wabactl migrate report 102290129340398 --json',
    ])
    .argument('<ID>', 'id of the source WABA')
    .option('--dry-run', 'the report of the newest dry run instead')
    .addOption(jsonOption())
    .action(async (id: string, options: { readonly dryRun?: true }) => {
      const wabaId = parseTyped(() => parseWabaId(id), { wabaId: 'ID' });
      await cli.withMigrations(async (migrations) => {
        const { report, phase } = await migrations.get(wabaId, { dryRun: options.dryRun ?? false });
        if (report === null) {
          throw new NotFound(
            `The run of WABA ${wabaId} is ${phase} and has no report`,
            'A report is there once the account was assessed.',
          );
        }
        cli.print(report, () => reportPage(cli, printable(report)));
        return EXIT.done;
      });
    });
