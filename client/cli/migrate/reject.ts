import type { Command } from 'commander';
import type { Cli } from '../cli';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

interface RejectOptions extends VerbOptions {
  readonly reason: string;
}

/** `wabactl migrate reject`: end a run that waits for approval; nothing has moved, the clone stays behind. */
export const migrateReject = (cli: Cli): Command =>
  verbCommand<'reject', RejectOptions>(cli, {
    verb: 'reject',
    summary: 'end a run that waits for approval; nothing has moved, the clone stays behind',
    examples: ['wabactl migrate reject 102290129340398 --reason "two templates are missing"'],
    options: (command) => command.requiredOption('--reason <text>', 'why, for the timeline'),
    input: ({ reason }) => ({ reason }),
  });
