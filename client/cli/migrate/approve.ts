import type { Command } from 'commander';
import type { Cli } from '../cli';
import { readNotBefore, typedOnly } from '../options';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

interface ApproveOptions extends VerbOptions {
  readonly digest: string;
  readonly notBefore?: string;
  readonly comment?: string;
}

/** `wabactl migrate approve`: lets the numbers move. */
export const migrateApprove = (cli: Cli): Command =>
  verbCommand<'approve', ApproveOptions>(cli, {
    verb: 'approve',
    summary: 'let the numbers move to the clone that was verified; there is no way back',
    examples: [
      'wabactl migrate report 102290129340398',
      'wabactl migrate approve 102290129340398 --digest 6f1c…',
      'wabactl migrate approve 102290129340398 --digest 6f1c… --not-before 2026-12-01T22:00+05:30 --comment "ticket 4711"',
    ],
    options: (command) =>
      command
        .requiredOption('--digest <digest>', 'the digest that the report shows')
        .option('--not-before <time>', 'move no number before this date and time')
        .option('--comment <text>', 'kept in the timeline and the evidence'),
    input: ({ digest, notBefore, comment }) => ({
      digest,
      ...typedOnly({
        notBefore: notBefore === undefined ? undefined : readNotBefore(notBefore, new Date()),
        comment,
      }),
    }),
  });
