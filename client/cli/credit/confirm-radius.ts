import type { Command } from 'commander';
import type { Cli } from '../cli';
import { creditVerbCommand, type CreditVerbOptions } from './verb-command';

interface ConfirmRadiusOptions extends CreditVerbOptions {
  readonly radius: string;
}

/** `wabactl credit confirm-radius`: goes on with a revoke that would stop something else by now. */
export const creditConfirmRadius = (cli: Cli): Command =>
  creditVerbCommand<'confirm-radius', ConfirmRadiusOptions>(cli, {
    verb: 'confirm-radius',
    summary: 'go on with a revoke whose radius changed, for the digest that it read last',
    examples: ['wabactl credit confirm-radius --business 506914307656634 --radius <digest>'],
    options: (command) =>
      command.requiredOption('--radius <digest>', 'the digest that `wabactl credit operation` shows'),
    input: ({ radius }) => ({ radius }),
  });
