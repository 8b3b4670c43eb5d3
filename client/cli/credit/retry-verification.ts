import type { Command } from 'commander';
import type { Cli } from '../cli';
import { reasonedVerb } from './verb-command';

/** `wabactl credit operation retry-verification`: look again whether Meta shows the funding. */
export const creditRetryVerification = (cli: Cli): Command =>
  reasonedVerb(cli, 'retry-verification', 'look again whether Meta shows the funding', 'Meta was slow');
