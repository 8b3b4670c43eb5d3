import type { Command } from 'commander';
import type { Cli } from '../cli';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

/** `wabactl migrate unpause`: go on after a pause. */
export const migrateUnpause = (cli: Cli): Command =>
  verbCommand<'unpause', VerbOptions>(cli, {
    verb: 'unpause',
    summary: 'go on after a pause',
    examples: ['wabactl migrate unpause 102290129340398'],
    input: () => ({}),
  });
