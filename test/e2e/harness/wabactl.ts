/** `wabactl` as a process, and what its arguments order, for the checker. */
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
};

/** The order that a call of `wabactl` gave, or undefined for one that only looked. */
export function commandOf(result: WabactlResult, at: string, journalSeq: number): Command | undefined {
  const [group, command = '', ...rest] = result.args;
  if (group !== 'migrate' || !['start', ...VERBS].includes(command)) return undefined;
  const input: Record<string, unknown> = { dryRun: rest.includes('--dry-run') };
  const acceptOrphans: string[] = [];
  let wabaId = rest[0]?.startsWith('--') ? '' : (rest[0] ?? '');
  rest.forEach((name, index) => {
    const value = rest[index + 1] ?? '';
    if (name === '--waba') wabaId = value;
    else if (name === '--accept-orphan') acceptOrphans.push(value);
    else if (INPUT_NAMES[name] !== undefined) input[INPUT_NAMES[name]] = value;
  });
  if (acceptOrphans.length > 0) input['acceptOrphans'] = acceptOrphans;
  return { at, journalSeq, command, wabaId, input, accepted: wasAccepted(result) };
}

/** With `--wait` a run that ended badly is status 1 too, but its document is a state and no error. */
function wasAccepted({ status, json }: WabactlResult): boolean {
  return status !== 2 && typeof json === 'object' && json !== null && !('error' in json);
}
