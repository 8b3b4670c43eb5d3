import type { Command } from 'commander';
import { parseQuestion } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { jsonOption } from '../options';
import { accountPage } from './account-page';

/** `wabactl account`: what Meta says of one account. */
export const account = (cli: Cli): Command =>
  cli
    .command('account', 'show what Meta says of an account, read live: name, currency, owner, who pays for it', [
      'wabactl account 102290129340398',
      'wabactl account 102290129340398 --token-ref acme --json',
    ])
    .argument('<ID>', 'id of the WABA')
    .option('--token-ref <ref>', "with which of the workers' tokens to ask", 'default')
    .addOption(jsonOption())
    .action(async (id: string, options: { readonly tokenRef: string }) => {
      const { wabaId, tokenRef } = parseTyped(
        () => parseQuestion({ kind: 'account', wabaId: id, tokenRef: options.tokenRef }),
        { wabaId: 'ID' },
      );
      await cli.withMigrations(async (migrations) => {
        const answer = await migrations.account(wabaId, { tokenRef });
        cli.print(answer, () => accountPage(cli, answer));
        return EXIT.done;
      });
    });
