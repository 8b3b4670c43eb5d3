import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Cli } from '../../../client/cli/cli';
import type { CliContext } from '../../../client/cli/context';
import { createProgram } from '../../../client/cli/run';
import { SETTINGS_OF_PROGRAM } from '../deploy/known-settings';
import { type } from './typed';

/** The commands that do something: those without others below them, and those that take options of their own. */
const leaves = (command: Command, path: string[] = []): string[][] => [
  ...(command.commands.length === 0 || (path.length > 0 && command.options.length > 0) ? [path] : []),
  ...command.commands.flatMap((inner) => leaves(inner, [...path, inner.name()])),
];

const program = createProgram(new Cli({ env: {}, isTty: false, version: '1' } as unknown as CliContext, false));
const commands = leaves(program);

test('exactly the commands that exist are in the help', () => {
  expect(commands.map((path) => path.join(' '))).toEqual([
    'migrate start',
    'migrate show',
    'migrate list',
    'migrate report',
    'migrate approve',
    'migrate reject',
    'migrate waive',
    'migrate retry',
    'migrate attach',
    'migrate pause',
    'migrate unpause',
    'migrate abandon',
    'migrate conclude',
    'credit lines',
    'credit line',
    'credit show',
    'credit share',
    'credit revoke',
    'credit list',
    'credit operation',
    'credit operation retry-verification',
    'credit operation retry-compensation',
    'credit operation accept-as-is',
    'credit operation cancel',
    'credit confirm-radius',
    'account',
    'keys create',
    'keys list',
    'keys revoke',
    'doctor',
    'dev',
    'worker',
    'api',
    'codec-server',
    'simulator',
  ]);
});

test.each(commands.map((path) => [path.join(' '), path] as const))(
  '`%s --help` shows an example of itself',
  async (line, path) => {
    const typed = await type([...path, '--help']);
    expect(typed).toMatchObject({ status: 0, stderr: '', connections: { opened: 0 } });
    expect(typed.stdout.split(/Examples?:\n/)[1]).toContain(`wabactl ${line}`);
  },
);

test('every command that answers with data can print JSON', () => {
  const find = (path: readonly string[]) =>
    path.reduce<Command | undefined>((at, name) => at?.commands.find((inner) => inner.name() === name), program);
  const without = commands.filter((path) => !find(path)?.options.some((option) => option.long === '--json'));
  expect(without).toEqual([['dev'], ['worker'], ['api'], ['codec-server'], ['simulator']]);
});

test('every environment variable in an example is one that the program reads', async () => {
  const simulator = readFileSync(join(__dirname, '..', '..', '..', 'main/simulator.ts'), 'utf8');
  const isRead = (name: string): boolean =>
    SETTINGS_OF_PROGRAM.includes(name) || new RegExp(`^  ${name}: `, 'm').test(simulator);
  const helps = await Promise.all(commands.map(async (path) => (await type([...path, '--help'])).stdout));
  const named = helps.flatMap((help) => [...help.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name]) => name ?? ''));
  expect(named).toEqual(expect.arrayContaining(['GRAPH_TOKENS_FILE', 'SIMULATOR_PORT']));
  expect(named.filter((name) => !isRead(name))).toEqual([]);
});
