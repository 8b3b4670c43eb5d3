import type { Command } from 'commander';
import type { Cli } from '../cli';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

interface AttachOptions extends VerbOptions {
  readonly migrationId: string;
}

/** `wabactl migrate attach`: names the migration of a lost initiate. */
export const migrateAttach = (cli: Cli): Command =>
  verbCommand<'attach', AttachOptions>(cli, {
    verb: 'attach',
    summary: 'name the migration whose id was lost; it is checked before anything is done with it',
    examples: ['wabactl migrate attach 102290129340398 --migration-id 1234567890'],
    options: (command) => command.requiredOption('--migration-id <id>', "Meta's id of the migration"),
    input: ({ migrationId }) => ({ migrationId }),
  });
