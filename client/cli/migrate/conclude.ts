import type { Command } from 'commander';
import type { Cli } from '../cli';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

interface ConcludeOptions extends VerbOptions {
  readonly reason: string;
}

/**
 * `wabactl migrate conclude`: end a run that stands still after its numbers were told to move, as failed, stating where
 * each is.
 */
export const migrateConclude = (cli: Cli): Command =>
  verbCommand<'conclude', ConcludeOptions>(cli, {
    verb: 'conclude',
    summary: 'end a run that stands still after its numbers were told to move, as failed, stating where each is',
    examples: ['wabactl migrate conclude 102290129340398 --reason "Meta moved the last number by hand, ticket 4711"'],
    options: (command) => command.requiredOption('--reason <text>', 'why, for the timeline'),
    input: ({ reason }) => ({ reason }),
  });
