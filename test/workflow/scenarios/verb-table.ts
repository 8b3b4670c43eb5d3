/** Every verb in every phase, before and after the numbers were told to move: accepted exactly where the table says. */
import { PHASES, isTerminal, type Phase } from '../../../domain/phases';
import { VERB_PHASES, VERBS, type Verb } from '../../../domain/verbs';
import { DIGEST, assessed, confirmed, held, notSent, polled, verified, type Script } from '../faked-activities';
import { silence, throws } from '../scripted';
import type { Run, Suite } from '../suite';

type Side = 'before' | 'after';
interface Cell {
  readonly phase: Phase;
  readonly side: Side;
}

const lost = { kind: 'unknown', message: 'no answer' } as const;
const stillInProgress = throws('StillInProgress', 'IN_PROGRESS', { nextRetryDelayMs: 3_600_000 });
const ready = polled('READY_TO_COMPLETE');
/** A finding that may be waived and holds nothing up, so that `waive` has something to do. */
const warned = assessed({ 'source-funding': 'mismatch' });

/** Scripts that keep a run in a phase. */
const HOLDS: Partial<
  Record<`${Phase} ${Side}`, { script: Script; dryRun?: true; approve?: true; first?: (run: Run) => Promise<unknown> }>
> = {
  'assessing before': { script: { assess: [silence] } },
  'initiating before': { script: { assess: [warned], initiate: [notSent('throttled')] } },
  'cloning before': { script: { assess: [warned], pollMigration: [stillInProgress] } },
  'verifying before': { script: { assess: [warned], verify: [silence] } },
  'awaiting-approval before': { script: { assess: [warned] } },
  'cutting-over before': { script: { assess: [warned], cutOver: [notSent('throttled')] }, approve: true },
  'needs-operator before': { script: { assess: [warned], initiate: [lost] } },
  'cutting-over after': {
    script: { assess: [warned], pollMigration: [ready, polled('FAILED_TO_COMPLETE')] },
    approve: true,
  },
  'confirming after': { script: { assess: [warned], confirm: [silence] }, approve: true },
  'needs-operator after': {
    script: { assess: [warned], confirm: [confirmed({ 'numbers-moved': 'mismatch' })] },
    approve: true,
  },
  'assessed before': { script: { writeEvidence: [silence] }, dryRun: true },
  'completed after': { script: { writeEvidence: [silence] }, approve: true },
  'rejected before': { script: { pollMigration: [polled('REJECTED')], writeEvidence: [silence] } },
  'failed before': { script: { pollMigration: [polled('FAILED')], writeEvidence: [silence] } },
  'abandoned before': {
    script: { writeEvidence: [silence] },
    first: (run) => run.until('awaiting-approval').then(() => run.tell('abandon', { reason: 'x' })),
  },
};

const CELLS: Cell[] = PHASES.flatMap((phase) =>
  (['before', 'after'] as const).flatMap((side) => (HOLDS[`${phase} ${side}`] ? [{ phase, side }] : [])),
);

const allowed = (verb: Verb, { phase, side }: Cell) => VERB_PHASES[verb][side].includes(phase) && !isTerminal(phase);

export function verbTable(suite: Suite): void {
  test('the scripts reach every phase, and every cell in which the table allows a verb', () => {
    expect(new Set(CELLS.map(({ phase }) => phase))).toEqual(new Set(PHASES));
    for (const verb of VERBS)
      for (const side of ['before', 'after'] as const)
        for (const phase of VERB_PHASES[verb][side]) expect(CELLS).toContainEqual({ phase, side });
  });

  describe.each(CELLS)('in $phase, $side the numbers were told to move', (cell) => {
    const yes = VERBS.filter((verb) => allowed(verb, cell));
    const no = VERBS.filter((verb) => !allowed(verb, cell));

    test(`refuses ${no.join(', ')} and writes nothing`, async () => {
      const run = await holdIn(suite, cell);
      for (const verb of no) await run.refusal(verb, inputOf(verb, cell));
    });

    test('the current details say so, with what it waits for and where to open it', async () => {
      const run = await holdIn(suite, cell);
      const { phase, waitingFor } = await run.state();
      const details = await run.details();
      expect(phase).toBe(cell.phase);
      const lines = details.split('\n');
      expect(lines[0]).toBe(`**${phase}**`);
      const can = waitingFor?.verbs.length ? [`A person can: ${waitingFor.verbs.join(', ')}.`] : [];
      expect(lines.filter((line) => line.startsWith('A person can'))).toEqual(can);
      if (waitingFor) expect(lines).toContain(waitingFor.reason);
      const link = `[Open it in the dashboard](https://waba.test/migrations/${run.wabaId})`;
      expect(lines.includes(link)).toBe(phase !== 'assessing');
    });

    if (yes.length > 0)
      test.each(yes)('accepts %s', async (verb) => {
        const run = verb === 'unpause' ? await holdPausedIn(suite, cell) : await holdIn(suite, cell);
        await run.tell(verb, inputOf(verb, cell));
        if (verb === 'abandon' && cell.phase !== 'initiating') await run.arrival('abandoned');
      });
  });
}

async function holdIn(suite: Suite, { phase, side }: Cell): Promise<Run> {
  const hold = HOLDS[`${phase} ${side}`];
  if (!hold) throw new Error(`nothing holds a run in ${phase} ${side}`);
  const run = await suite.start(hold.script, hold.dryRun ? { dryRun: true } : {});
  if (hold.approve) await run.until('awaiting-approval').then(() => run.tell('approve', { digest: DIGEST }));
  await hold.first?.(run);
  if (isTerminal(phase)) await run.arrival(phase);
  else await run.until(phase, (state) => !['initiating', 'cutting-over'].includes(phase) || state.waitingFor !== null);
  return run;
}

/** A run that waits for a person takes no pause, so it is paused in the phase before. */
async function holdPausedIn(suite: Suite, cell: Cell): Promise<Run> {
  if (cell.phase !== 'needs-operator') {
    const run = await holdIn(suite, cell);
    await run.tell('pause', {});
    return run;
  }
  const poll = held<'pollMigration'>(polled('COMPLETED'));
  const confirm = held<'confirm'>(confirmed({ 'numbers-moved': 'mismatch' }));
  const script: Script =
    cell.side === 'before' ? { pollMigration: [poll.answer] } : { confirm: [confirm.answer], verify: [verified()] };
  const run = await suite.start(script);
  if (cell.side === 'after') await run.until('awaiting-approval').then(() => run.tell('approve', { digest: DIGEST }));
  const step = cell.side === 'before' ? poll : confirm;
  await step.reached;
  await run.tell('pause', {});
  step.release();
  await run.until('needs-operator');
  return run;
}

function inputOf(verb: Verb, { side }: Cell): Record<string, unknown> {
  switch (verb) {
    case 'approve':
      return { digest: DIGEST };
    case 'waive':
      return { check: 'source-funding', reason: 'known' };
    case 'retry':
      return side === 'before' ? { acceptOrphans: ['none'] } : { step: 'confirm' };
    case 'attach':
      return { migrationId: 'mig_9' };
    case 'reject':
    case 'abandon':
    case 'conclude':
      return { reason: 'because' };
    case 'pause':
    case 'unpause':
      return {};
  }
}
