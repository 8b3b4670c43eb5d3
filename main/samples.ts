/** The two sample migrations of `npm start`: started once, then shown as they move, one plain line per change. */
import { NotFound, type StateDocument, type WabaMigrations } from '../client';
import { localUser } from '../runtime/settings';

/** A sample; the simulator's seed holds the accounts. */
export interface Sample {
  readonly wabaId: string;
  readonly approval: 'auto' | 'manual';
  /** The line of credit that pays for the account; absent for a card. */
  readonly extendedCreditId?: string;
}

/** One that goes through by itself, and one that waits for a person. */
export const SAMPLES: readonly Sample[] = [
  { wabaId: '102290129340398', approval: 'auto', extendedCreditId: '1972385232742146' },
  { wabaId: '102290129340399', approval: 'manual' },
];

/** Starts a sample where no earlier start of `npm start` did; answers with its run. */
export async function startSample(
  migrations: WabaMigrations,
  sample: Sample,
  signal: AbortSignal,
): Promise<{ readonly workflowId: string; readonly runId: string; readonly isNew: boolean }> {
  const { wabaId } = sample;
  try {
    // A worker answers for an open run; the one that we started may still be on its way up.
    for await (const { workflowId, runId } of migrations.watch(wabaId, { signal }))
      return { workflowId, runId, isNew: false };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
  const { workflowId, runId } = await migrations.start({ ...sample, targetCurrency: 'INR', startedBy: localUser() });
  return { workflowId, runId, isNew: true };
}

/** Says every change of a sample until it ends or `signal` aborts. */
export async function showSample(
  migrations: WabaMigrations,
  { wabaId }: Sample,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let shown = '';
  for await (const state of migrations.watch(wabaId, { signal })) {
    const lines = describeChange(await nameOf(migrations, wabaId), state);
    if (lines.join('\n') !== shown) lines.forEach((line) => say(line));
    shown = lines.join('\n');
  }
}

/** Where a migration stands: name, phase and a sentence, and what to type where a person is needed. */
export function describeChange(name: string, state: StateDocument): readonly string[] {
  const { phase, wabaId, waitingFor, outcome, report, timeline } = state;
  const sentence = outcome?.reason ?? waitingFor?.reason ?? timeline.at(-1)?.text ?? '';
  const line = `${name}  ${phase}: ${sentence.replace(/\s+/g, ' ')}`;
  if (phase === 'awaiting-approval' && report?.digest && waitingFor !== null)
    return [line, `    approve it:  npx wabactl migrate approve ${wabaId} --digest ${report.digest}`];
  if (phase === 'needs-operator') return [line, `    look at it:  npx wabactl migrate show ${wabaId}`];
  return [line];
}

async function nameOf(migrations: WabaMigrations, wabaId: string): Promise<string> {
  const { migrations: found } = await migrations
    .list({ idPrefix: wabaId, pageSize: 1 })
    .catch(() => ({ migrations: [] }));
  return found[0]?.name ? `${found[0].name} (${wabaId})` : `WABA ${wabaId}`;
}
