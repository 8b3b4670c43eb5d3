import type { Command } from 'commander';
import type { Cli } from '../cli';
import type { VerbOptions } from '../verb-options';
import { verbCommand } from './verb-command';

/** `wabactl migrate pause`: stop before the next write; reads go on. */
export const migratePause = (cli: Cli): Command =>
  verbCommand<'pause', VerbOptions>(cli, {
    verb: 'pause',
    summary: 'stop before the next write; reads go on',
    examples: ['wabactl migrate pause 102290129340398'],
    input: () => ({}),
  });
