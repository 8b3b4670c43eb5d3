import type { Command } from 'commander';
import type { Cli } from '../cli';
import { reasonedVerb } from './verb-command';

/** `wabactl credit operation retry-compensation`: take back again what the operation made. */
export const creditRetryCompensation = (cli: Cli): Command =>
  reasonedVerb(cli, 'retry-compensation', 'take back again what the operation made', 'the other WABA was unshared');
