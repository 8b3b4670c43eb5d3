/** `--api`: the HTTP API in place of Temporal, for people who have no access to Temporal. */
import { Option, type Command } from 'commander';
import { InvalidInput, parseInput } from '..';
import { baseUrlSchema } from '../http';
import type { Cli } from './cli';
import { parseTyped } from './errors';

const FLAGS = '--api <url>';

/**
 * Adds the option to the program and to every command of these groups (or these, where they are none), so that it
 * may stand anywhere. With the API, by option or by setting, `--by` is refused: the server takes it from the key.
 */
export function addApiOption(cli: Cli, program: Command, groups: readonly Command[]): void {
  const own = groups.flatMap((one) => (one.commands.length === 0 ? [one] : one.commands.flatMap(withInner)));
  for (const command of [program, ...own]) {
    const option = new Option(FLAGS, 'use the HTTP API at this address in place of Temporal').argParser(readApiUrl);
    // One line in the help of the program is enough.
    command.addOption(command === program ? option : option.hideHelp());
    command.on('option:api', () => (cli.apiUrl = command.getOptionValue('api') as string));
  }
  program.hook('preAction', (_program, command) => {
    if (!own.includes(command)) refuseApi(cli);
    else if (command.getOptionValueSource('by') === 'cli') refuseBy(cli);
  });
}

const withInner = (command: Command): Command[] => [command, ...command.commands.flatMap(withInner)];

const readApiUrl = (text: string): string => parseTyped(() => parseInput(baseUrlSchema, text, 'api'), { api: '--api' });

function refuseApi({ apiUrl }: Cli): void {
  if (apiUrl === undefined) return;
  throw new InvalidInput('--api', 'is not for this command: it works on this machine', 'Leave it out.');
}

function refuseBy(cli: Cli): void {
  if (cli.readSettings().apiUrl === undefined) return;
  const message = 'cannot be given beside --api or WABA_API_URL';
  throw new InvalidInput('--by', message, 'Leave it out: the server takes it from the key.');
}
