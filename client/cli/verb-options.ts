/** What every command has in common that tells a run something, a migration or a credit operation. */
import type { Command } from 'commander';
import { parseTyped } from './errors';
import { byOption, jsonOption } from './options';

/** Options that every verb has. */
export interface VerbOptions {
  readonly by: string;
  readonly waitingFor?: string;
}

/** Adds the options that every verb has. */
export function withVerbOptions(command: Command): Command {
  return command
    .addOption(byOption())
    .option('--waiting-for <id>', 'the wait that was decided on (default: the current one); refused when outdated')
    .addOption(jsonOption());
}

/** Runs the parser of a verb's input on what was typed. */
export function parseVerb<I>(parse: (input: object) => I, { by, waitingFor }: VerbOptions, own: object): I {
  const input = { ...own, by, ...(waitingFor === undefined ? {} : { waitingForId: waitingFor }) };
  return parseTyped(() => parse(input), { waitingForId: '--waiting-for' });
}
