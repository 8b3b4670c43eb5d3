/** The two sample migrations of `npm start`: started once, then shown as they move, one plain line per change. */
import { hasEnded, runUrl, type StateDocument, type TemporalUi, type WabaMigrations } from '../../client';
import { localUser } from '../../runtime/settings';

/** A sample; the simulator's seed holds the accounts. */
interface Sample {
  readonly wabaId: string;
  readonly approval: 'auto' | 'manual';
  /** The line of credit that pays for the account; absent for a card. */
  readonly extendedCreditId?: string;
}

/** One that goes through by itself, and one that waits for a person. */
const SAMPLES: readonly Sample[] = [
  { wabaId: '102290129340398', approval: 'auto', extendedCreditId: '1972385232742146' },
  { wabaId: '102290129340399', approval: 'manual' },
];

/** Where a sample is shown, and until when. */
interface Show {
  /** Where the dashboard is. */
  readonly dashboardUrl: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Starts both, the second once it cannot be mixed up with the first, and says what becomes of them until they end. */
export async function playSamples(
  migrations: WabaMigrations,
  { server, ...shown }: Show & { readonly server: TemporalUi },
): Promise<void> {
  const { say, signal } = shown;
  const shows: Promise<void>[] = [];
  for (const [index, sample] of SAMPLES.entries()) {
    const { workflowId, runId, isNew } = await startSample(migrations, sample);
    const url = runUrl(server, { workflowId, runId });
    say(`${isNew ? 'Started' : 'Found'} the sample ${sample.wabaId}, approval ${sample.approval}: ${url}`);
    const show = showSample(migrations, sample, { ...shown, isNew });
    // Awaited below; until then an end of it must not take the process down.
    show.catch(() => undefined);
    shows.push(show);
    if (isNew && index < SAMPLES.length - 1) await cloneNamed(migrations, sample, signal);
  }
  await Promise.all(shows);
}

/** Starts a sample where no earlier `npm start` did; answers with its run. Needs no worker yet. */
async function startSample(
  migrations: WabaMigrations,
  sample: Sample,
): Promise<{ readonly workflowId: string; readonly runId: string; readonly isNew: boolean }> {
  const { migrations: earlier } = await migrations.list({ idPrefix: sample.wabaId, pageSize: 1 });
  if (earlier[0]) return { ...earlier[0], isNew: false };
  const run = await migrations.start({ ...sample, targetCurrency: 'INR', startedBy: localUser() });
  return { ...run, isNew: run.started };
}

/**
 * Resolves once the clone of a sample has a name, or nothing more comes by itself. Until then another migration of the
 * same owner would wait: it could not tell whose the new account is.
 */
async function cloneNamed(migrations: WabaMigrations, { wabaId }: Sample, signal: AbortSignal): Promise<void> {
  for await (const state of migrations.watch(wabaId, { signal }))
    if (state.destinationWabaId !== null || state.needsOperator || hasEnded(state)) return;
}

/** Says every change of a sample until it ends or `signal` aborts; of one that was there before, first where it stands. */
async function showSample(
  migrations: WabaMigrations,
  { wabaId }: Sample,
  options: Show & { readonly isNew: boolean },
): Promise<void> {
  let said = options.isNew ? 0 : undefined;
  let hinted = '';
  for await (const state of migrations.watch(wabaId, { signal: options.signal, maxPauseMs: 1_000 })) {
    said ??= Math.max(0, state.timeline.length - 1);
    const name = await nameOf(migrations, wabaId);
    for (const { phase, text } of state.timeline.slice(said))
      options.say(`${name}  ${phase}: ${text.replace(/\s+/g, ' ')}`);
    said = state.timeline.length;
    const hint = hintOf(state, options.dashboardUrl).join('\n');
    if (hint !== hinted && hint !== '') options.say(hint);
    hinted = hint;
  }
}

/** Where a person is needed, what to open or to type, as lines; none where nobody is. */
function hintOf({ wabaId, phase, needsOperator, report }: StateDocument, dashboardUrl: string): readonly string[] {
  if (!needsOperator) return [];
  const isApproval = phase === 'awaiting-approval' && report?.digest !== undefined;
  return [
    `    ${isApproval ? 'Approve it' : 'Look at it'}:  ${dashboardUrl}/migrations/${wabaId}${isApproval ? '?verb=approve' : ''}`,
    isApproval
      ? `    or type:     npx wabactl migrate approve ${wabaId} --digest ${report.digest}`
      : `    or type:     npx wabactl migrate show ${wabaId}`,
  ];
}

async function nameOf(migrations: WabaMigrations, wabaId: string): Promise<string> {
  const { migrations: found } = await migrations
    .list({ idPrefix: wabaId, pageSize: 1 })
    .catch(() => ({ migrations: [] }));
  return found[0]?.name ? `${found[0].name} (${wabaId})` : `WABA ${wabaId}`;
}
