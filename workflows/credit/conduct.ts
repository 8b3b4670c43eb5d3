/**
 * The way of every credit operation through its phases. The run is one non-cancellable scope, so that a write under way
 * is always waited for: a cancellation is a wish that the runbook grants where it still can.
 */
import { ActivityFailure, allHandlersFinished, CancellationScope, condition, setHandler } from '@temporalio/workflow';
import { isTerminalCredit } from '../../domain/credit/phases';
import type { CreditRunState } from '../../domain/credit/state';
import { creditStateQuery } from '../messages';
import { Interrupted } from '../runs/interruptible';
import { known } from '../runs/known';
import { failureMessageOf, failureTypeOf } from '../runs/once';
import { endOf, finish } from './endings';
import { writeEvidence } from './evidence';
import { moveTo, type After, type Move, type OpenCreditPhase } from './moves';
import type { CreditRun } from './run';
import { handleCreditVerbs } from './verbs';

/** The steps of an operation, one per phase that it can be in, and where it goes when a step cannot go on. */
export interface Runbook<R extends CreditRun> {
  readonly steps: { readonly [P in Exclude<OpenCreditPhase, 'needs-operator'>]?: (run: R) => After<P> };
  /** A cancellation that is granted. */
  readonly cancelled: (run: R) => Move;
  /** A write was refused because the run was reset: it sends nothing more, and says how it leaves things. */
  readonly wasReset: (run: R, message: string) => Move<'failed'> | Promise<Move<'failed'>>;
}

/**
 * Runs an operation to its end. Returns the final state of one that completed; throws an `ApplicationFailure` of type
 * CreditLineRefused, CreditLineCompensated or CreditLineFailed whose details hold it.
 */
export async function conduct<R extends CreditRun>(begin: () => R, runbook: Runbook<R>): Promise<CreditRunState> {
  const root = CancellationScope.current();
  return await CancellationScope.nonCancellable(async () => {
    const run = begin();
    run.begin();
    setHandler(creditStateQuery, () => run.state());
    handleCreditVerbs(run);
    root.cancelRequested.catch(() => run.noteCancellation({ by: null, reason: 'Temporal was told to.' }));

    while (!isTerminalCredit(run.phase)) run.enter(await step(run, run.phase, runbook));
    await finish(run);
    await condition(allHandlersFinished);
    return endOf(run);
  });
}

/** Runs one phase. A granted cancellation ends its step; a run that was reset sends nothing more and ends. */
async function step<R extends CreditRun>(run: R, phase: OpenCreditPhase, runbook: Runbook<R>): Promise<Move> {
  try {
    if (phase === 'needs-operator') return await awaitOperator(run);
    return await known(runbook.steps[phase])(run);
  } catch (error) {
    if (error instanceof Interrupted) return runbook.cancelled(run);
    if (!(error instanceof ActivityFailure)) throw error;
    const message = failureMessageOf(error);
    if (failureTypeOf(error) === 'RunWasReset') return await runbook.wasReset(run, message);
    if (phase === 'checking') return moveTo('refused', `Nothing was changed, for it could not be checked: ${message}`);
    throw error;
  }
}

/** Waits for a person's verb, however long; the evidence is written meanwhile. */
async function awaitOperator(run: CreditRun): Promise<Move> {
  const evidence = new CancellationScope();
  const writing = evidence.run(() => writeEvidence(run)).catch(() => undefined);
  await condition(() => run.decision !== null || run.isInterrupted);
  evidence.cancel();
  await writing;
  if (run.decision === null) throw new Interrupted();
  return run.decision;
}
