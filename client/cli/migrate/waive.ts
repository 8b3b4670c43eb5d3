import type { Command } from 'commander';
import { CHECKS, type CheckName, type CheckRule } from '../../../domain/checks';
import type { Cli } from '../cli';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

interface WaiveOptions extends VerbOptions {
  readonly check: CheckName;
  readonly reason: string;
}

const blocking = (Object.entries(CHECKS) as [CheckName, CheckRule][])
  .filter(([, rule]) => rule.waivable && [rule.onMismatch, rule.onIncomplete].includes('block'))
  .map(([name]) => name);

/** `wabactl migrate waive`: sets a check aside. */
export const migrateWaive = (cli: Cli): Command =>
  verbCommand<'waive', WaiveOptions>(cli, {
    verb: 'waive',
    summary: 'set one check aside, on your word',
    examples: ['wabactl migrate waive 102290129340398 --check flows --reason "the old Flow is not in use"'],
    options: (command) =>
      command
        .requiredOption('--check <name>', `the check; those that block and can be waived: ${blocking.join(', ')}`)
        .requiredOption('--reason <text>', 'why, for the timeline'),
    input: ({ check, reason }) => ({ check, reason }),
  });
