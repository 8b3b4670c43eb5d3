import type { Command } from 'commander';
import { NO_ORPHAN, RETRY_STEPS, type RetryStep } from '../../../domain/verbs';
import type { Cli } from '../cli';
import { collect, typedOnly } from '../options';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

interface RetryOptions extends VerbOptions {
  readonly step?: RetryStep;
  readonly acceptOrphan?: string[];
}

/** `wabactl migrate retry`: takes a step again. */
export const migrateRetry = (cli: Cli): Command =>
  verbCommand<'retry', RetryOptions>(cli, {
    verb: 'retry',
    summary: 'take the step again at which a run stands still',
    examples: [
      'wabactl migrate retry 102290129340398',
      'wabactl migrate retry 102290129340398 --step verify',
      `wabactl migrate retry 102290129340398 --step initiate --accept-orphan 105500000000001`,
      `wabactl migrate retry 102290129340398 --step initiate --accept-orphan ${NO_ORPHAN}`,
    ],
    options: (command) =>
      command
        .option('--step <step>', `${Object.keys(RETRY_STEPS).join(', ')} (default: where the run stands still)`)
        .option(
          '--accept-orphan <waba>',
          `a WABA that may be the clone of a lost initiate, or ${NO_ORPHAN} where there is none; repeatable`,
          collect,
        ),
    input: ({ step, acceptOrphan }) => typedOnly({ step, acceptOrphans: acceptOrphan }),
  });
