/** `wabactl` as a process, and what its arguments order, for the checker. */
import { CREDIT_VERBS } from '../../../domain/credit/verbs';
import { VERBS } from '../../../domain/verbs';
import type { Command } from '../../checker';
import { startProcess, type ChildOptions } from './child-process';

/** What one call of `wabactl` left. */
export interface WabactlResult {
  readonly args: readonly string[];
  /** Exit status: 0 done, 1 ended badly or refused, 2 wrong usage, 3 a person is needed. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The document on standard output; undefined where there is none. */
  readonly json: unknown;
}

/** Runs `wabactl <args> --json` to its end. */
export async function runWabactl(args: readonly string[], options: ChildOptions): Promise<WabactlResult> {
  const child = startProcess('cli', [...args, '--json'], options);
  const { code } = await child.ended;
  return { args, status: code, stdout: child.stdout(), stderr: child.stderr(), json: parsed(child.stdout()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** How options are called in the input of a start or a verb. */
const INPUT_NAMES: Readonly<Record<string, string>> = {
  '--to': 'targetCurrency',
  '--approval': 'approval',
  '--credit-line': 'extendedCreditId',
  '--digest': 'digest',
  '--reason': 'reason',
  '--check': 'check',
  '--step': 'step',
  '--migration-id': 'migrationId',
  '--currency': 'currency',
  '--method': 'method',
  '--radius': 'radius',
};

/** The order that a call of `wabactl` gave, or undefined for one that only looked. */
export function commandOf(result: WabactlResult, at: string, journalSeq: number): Command | undefined {
  const [group, ...words] = result.args;
  const order = group === 'migrate' ? migrationOrder(words) : group === 'credit' ? creditOrder(words) : undefined;
  return order && { at, journalSeq, accepted: wasAccepted(result), ...order };
}

type Order = Omit<Command, 'at' | 'journalSeq' | 'accepted'>;

function migrationOrder([command = '', ...rest]: readonly string[]): Order | undefined {
  if (!['start', ...VERBS].includes(command)) return undefined;
  const input: Record<string, unknown> = { ...inputOf(rest), dryRun: rest.includes('--dry-run') };
  const acceptOrphans = valuesOf(rest, '--accept-orphan');
  if (acceptOrphans.length > 0) input['acceptOrphans'] = acceptOrphans;
  const named = rest[0]?.startsWith('--') ? undefined : rest[0];
  return { command, wabaId: valuesOf(rest, '--waba').at(-1) ?? named ?? '', input };
}

/** `credit share`, `credit revoke` without `--dry-run`, and the verbs of an operation. */
function creditOrder(words: readonly string[]): Order | undefined {
  const [first = '', ...rest] = words[0] === 'operation' ? words.slice(1) : words;
  if (!['share', 'revoke', ...CREDIT_VERBS].includes(first) || rest.includes('--dry-run')) return undefined;
  const businessId = valuesOf(rest, '--business').at(-1) ?? '';
  return { command: first, wabaId: valuesOf(rest, '--waba').at(-1) ?? '', businessId, input: inputOf(rest) };
}

const valuesOf = (words: readonly string[], option: string): string[] =>
  words.flatMap((word, index) => (word === option ? (words[index + 1] ?? '') : []));

function inputOf(words: readonly string[]): Record<string, string> {
  const named = words.flatMap((word, index) => {
    const name = INPUT_NAMES[word];
    return name === undefined ? [] : [[name, words[index + 1] ?? ''] as const];
  });
  return Object.fromEntries(named);
}

/** With `--wait` a run that ended badly is status 1 too, but its document is a state and no error. */
function wasAccepted({ status, json }: WabactlResult): boolean {
  return status !== 2 && typeof json === 'object' && json !== null && !('error' in json);
}
