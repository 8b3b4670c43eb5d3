/** What the commands have in common that tell a credit operation something. */
import type { Command } from 'commander';
import type { CreditStateDocument } from '../../../domain/credit/state';
import type { CreditVerb } from '../../../domain/credit/verbs';
import { parseBusinessId, parseCreditVerbInput, type CreditLines, type CreditVerbArgs } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { parseVerb, withVerbOptions, type VerbOptions } from '../verb-options';
import { creditVerbPage } from './operation-page';

/** Options that every verb of a credit operation has. */
export interface CreditVerbOptions extends VerbOptions {
  readonly business: string;
}

/** One verb as a command. */
export interface CreditVerbCommand<V extends CreditVerb, O extends CreditVerbOptions> {
  readonly verb: V;
  readonly summary: string;
  readonly examples: readonly string[];
  /** Adds the verb's own options. */
  readonly options: (command: Command) => Command;
  /** The input from what was typed, but `by` and `waitingForId`. */
  readonly input: (options: O) => Omit<CreditVerbArgs<V>, 'by' | 'waitingForId'>;
}

const METHODS = {
  'retry-verification': 'retryVerification',
  'accept-as-is': 'acceptAsIs',
  'retry-compensation': 'retryCompensation',
  'confirm-radius': 'confirmRadius',
  cancel: 'cancel',
} as const satisfies Record<CreditVerb, keyof CreditLines>;

/** Makes the command of a verb: parse, send, print the state after it. */
export function creditVerbCommand<V extends CreditVerb, O extends CreditVerbOptions>(
  cli: Cli,
  spec: CreditVerbCommand<V, O>,
): Command {
  const command = cli
    .command(spec.verb, spec.summary, spec.examples)
    .requiredOption('--business <id>', "the customer's business");
  return withVerbOptions(spec.options(command)).action(async (options: O) => {
    const businessId = parseTyped(() => parseBusinessId(options.business));
    const input = parseVerb((given) => parseCreditVerbInput(spec.verb, given), options, spec.input(options));
    await cli.withMigrations(async ({ credit }) => {
      // Which verb goes with which input is known to the compiler inside the client only.
      const give = credit[METHODS[spec.verb]] as (
        this: CreditLines,
        businessId: string,
        input: unknown,
      ) => Promise<CreditStateDocument>;
      const state = await give.call(credit, businessId, input);
      cli.print(state, () => creditVerbPage(cli, spec.verb, state));
      return EXIT.done;
    });
  });
}

interface ReasonedOptions extends CreditVerbOptions {
  readonly reason: string;
}

/** A verb that needs nothing but a reason. */
export function reasonedVerb(
  cli: Cli,
  verb: Exclude<CreditVerb, 'confirm-radius'>,
  summary: string,
  exampleReason: string,
): Command {
  return creditVerbCommand<typeof verb, ReasonedOptions>(cli, {
    verb,
    summary,
    examples: [`wabactl credit operation ${verb} --business 506914307656634 --reason "${exampleReason}"`],
    options: (command) => command.requiredOption('--reason <text>', 'why, for the timeline'),
    input: ({ reason }) => ({ reason }),
  });
}
