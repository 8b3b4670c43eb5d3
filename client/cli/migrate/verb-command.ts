/** What the commands have in common that tell a migration something. */
import type { Command } from 'commander';
import type { StateDocument } from '../../../domain/state';
import type { Verb } from '../../../domain/verbs';
import { parseVerbInput, parseWabaId, type VerbArgs, type WabaMigrations } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { parseVerb, withVerbOptions, type VerbOptions } from '../verb-options';
import { verbPage } from './state-page';

/** One verb as a command. */
export interface VerbCommand<V extends Verb, O extends VerbOptions> {
  readonly verb: V;
  readonly summary: string;
  readonly examples: readonly string[];
  /** Adds the verb's own options. */
  readonly options?: (command: Command) => Command;
  /** The input from what was typed, but `by` and `waitingForId`. */
  readonly input: (options: O) => Omit<VerbArgs<V>, 'by' | 'waitingForId'>;
}

/** Makes the command of a verb: parse, send, print the state after it. */
export function verbCommand<V extends Verb, O extends VerbOptions>(cli: Cli, spec: VerbCommand<V, O>): Command {
  const command = cli.command(spec.verb, spec.summary, spec.examples).argument('<ID>', 'id of the source WABA');
  return withVerbOptions(spec.options?.(command) ?? command).action(async (id: string, options: O) => {
    const wabaId = parseTyped(() => parseWabaId(id), { wabaId: 'ID' });
    const input = parseVerb((given) => parseVerbInput(spec.verb, given), options, spec.input(options));
    await cli.withMigrations(async (migrations) => {
      // Which verb goes with which input is known to the compiler inside the client only.
      const give = migrations[spec.verb] as (
        this: WabaMigrations,
        wabaId: string,
        input: unknown,
      ) => Promise<StateDocument>;
      const state = await give.call(migrations, wabaId, input);
      cli.print(state, () => verbPage(cli, spec.verb, state));
      return EXIT.done;
    });
  });
}
