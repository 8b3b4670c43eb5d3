/**
 * Shares our line of credit with a customer's business and attaches it to one account: the runbook. One function per
 * phase, in order; each returns the move to the next, and which there are is in `domain/credit/phases.ts`.
 *
 * What the run provably made is taken back only after an explicit refusal of a later call, or when the run is cancelled.
 */
import { shareInputSchema, type ShareStart } from '../domain/credit/input';
import type { CreditRunState } from '../domain/credit/state';
import { compensating } from './credit/compensating';
import { conduct } from './credit/conduct';
import { learnFromReading, mayStay } from './credit/effects';
import { settle, verify } from './credit/looks';
import { moveTo, type After, type Move } from './credit/moves';
import { checkShare } from './credit/proxies';
import { makeCall } from './credit/share-calls';
import { ShareRun } from './credit/share-run';
import { parseStart } from './runs/parse-start';
import { reading, throwIfInterrupted } from './runs/interruptible';
import { sentence } from './runs/sentence';

/**
 * Shares a line with a business for one account. Returns the final state (`completed`); throws an `ApplicationFailure`
 * of type CreditLineRefused, CreditLineCompensated or CreditLineFailed whose details hold it.
 */
export async function shareCreditLine(start: ShareStart): Promise<CreditRunState> {
  const input = parseStart(shareInputSchema, start);
  return await conduct(() => new ShareRun(input), {
    steps: { checking, writing, verifying, compensating },
    cancelled,
    wasReset,
  });
}

/** Looks whether the line may be shared at all, and whether there is anything to do. */
async function checking(run: ShareRun): After<'checking'> {
  const { businessId, wabaId, tokenRef, customerTokenRef = null } = run.input;
  const asked = { input: run.input, evidenceNumber: run.nextEvidenceNumber() };
  const { graphOrigin, runId, dashboardUrl, evidencePath, verdict } = await reading(run, () => checkShare(asked));
  run.ref = { businessId, tokenRef, customerTokenRef, graphOrigin, checkedRunId: runId };
  run.dashboardUrl = dashboardUrl ?? null;
  run.evidencePath = evidencePath;
  switch (verdict.kind) {
    case 'refused':
      return moveTo('refused', verdict.message);
    case 'already-funded':
      run.lineId = verdict.lineId;
      run.allocationId = verdict.allocationId;
      return moveTo(
        'completed',
        `Allocation ${verdict.allocationId} pays for account ${wabaId} already; nothing was written.`,
      );
    case 'ready':
      run.plan(verdict.facts);
      return moveTo('writing', `Shares line ${verdict.facts.lineId} with business ${businessId}.`);
  }
}

/** Makes the calls of the method, in order; a call whose effect is there is not made again. */
async function writing(run: ShareRun): After<'writing'> {
  for (const effect of run.effects) {
    if (effect.over) continue;
    const stopped = await makeCall(run, effect);
    if (stopped !== null) return stopped;
  }
  throwIfInterrupted(run);
  return moveTo('verifying', `Waits until the funding of account ${run.input.wabaId} shows.`);
}

/** Waits for Meta's proof. One that is late is no reason to take anything back. */
async function verifying(run: ShareRun): After<'verifying'> {
  const found = await reading(run, () => verify(run));
  if (found.kind === 'verified') {
    run.allocationId = found.allocationId;
    return moveTo('completed', `Allocation ${found.allocationId} pays for account ${run.input.wabaId}.`);
  }
  const help =
    'retry-verification looks again; accept-as-is ends this run as completed and lists what is left; cancel takes back what this run provably made.';
  const verbs = ['retry-verification', 'accept-as-is', 'cancel'] as const;
  return run.stopFor({
    sentence: `The funding is not proven: ${sentence(found.text)} ${help}`,
    verbs,
    retry: 'verifying',
  });
}

/** A granted cancellation: before anything was made it ends the run, after it what was made is taken back. */
function cancelled(run: ShareRun): Move {
  const by = run.cancellation?.by ?? null;
  const mayHaveMade = run.phase === 'verifying' || run.effects.some(mayStay);
  return mayHaveMade ? run.compensate('Cancelled.', by) : moveTo('refused', 'Cancelled before anything was made.', by);
}

/**
 * A run that was reset forgot the answers that it had: it looks what its calls have left, so that the outcome names it,
 * and takes nothing back.
 */
async function wasReset(run: ShareRun, message: string): Promise<Move<'failed'>> {
  const unread: string[] = [];
  for (const effect of run.effects.filter(({ over }) => !over)) {
    const settled = await settle(run, effect);
    if (settled.kind === 'undecidable')
      unread.push(`What ${effect.call} did cannot be read: ${sentence(settled.text)}`);
    else if (run.facts) learnFromReading(effect, settled, run.facts);
  }
  const look = unread.length > 0 ? [...unread, `Look with credit show --business ${run.businessId}.`] : [];
  return moveTo('failed', [sentence(message), ...look].join(' '));
}
