import type { Command } from 'commander';
import type { Cli } from '../cli';
import { reasonedVerb } from './verb-command';

/** `wabactl credit operation cancel`: end the operation; a share takes back what it made. */
export const creditCancel = (cli: Cli): Command =>
  reasonedVerb(cli, 'cancel', 'end the operation; a share takes back what it made', 'the customer changed their mind');
