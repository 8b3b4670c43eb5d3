import type { Command } from 'commander';
import type { Cli } from '../cli';
import { reasonedVerb } from './verb-command';

/** `wabactl credit operation accept-as-is`: end the operation as completed; the outcome lists what is left at Meta. */
export const creditAcceptAsIs = (cli: Cli): Command =>
  reasonedVerb(
    cli,
    'accept-as-is',
    'end the operation as completed; the outcome lists what is left at Meta',
    'WhatsApp Manager shows the funding',
  );
