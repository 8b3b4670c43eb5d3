import type { Command } from 'commander';
import type { Cli } from '../cli';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

interface AbandonOptions extends VerbOptions {
  readonly reason: string;
}

/** `wabactl migrate abandon`: end a run before its numbers were told to move; a clone stays behind as an orphan. */
export const migrateAbandon = (cli: Cli): Command =>
  verbCommand<'abandon', AbandonOptions>(cli, {
    verb: 'abandon',
    summary: 'end a run before its numbers were told to move; a clone stays behind as an orphan',
    examples: ['wabactl migrate abandon 102290129340398 --reason "the customer changed their mind"'],
    options: (command) => command.requiredOption('--reason <text>', 'why, for the timeline'),
    input: ({ reason }) => ({ reason }),
  });
