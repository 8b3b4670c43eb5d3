/**
 * What each verb does to a credit operation. A validator refuses with a reason and writes nothing (`refusals.ts`); a
 * handler only changes the run, and the step that waits for it goes on.
 */
import { ApplicationFailure, log, setHandler } from '@temporalio/workflow';
import type { CreditRunState } from '../../domain/credit/state';
import { CREDIT_VERBS, type CreditVerb, type CreditVerbInput } from '../../domain/credit/verbs';
import { failure } from '../../domain/failures';
import { creditVerbUpdates } from '../messages';
import { known } from '../runs/known';
import { moveTo } from './moves';
import { whyRefused } from './refusals';
import type { CreditRun } from './run';

/** Registers the handler of every verb. */
export function handleCreditVerbs(run: CreditRun): void {
  for (const verb of CREDIT_VERBS) handleVerb(run, verb);
}

function handleVerb<V extends CreditVerb>(run: CreditRun, verb: V): void {
  // The hash comes back, so that whoever repeats an Update's id with another request is told so.
  const handle = (input: CreditVerbInput<V>): CreditRunState & { readonly requestHash?: string } => {
    const { by, requestHash, requestId } = input;
    log.info(`${verb} was given`, {
      businessId: run.businessId,
      operation: run.operation,
      phase: run.phase,
      by,
      requestId,
    });
    ACTIONS[verb](run, input);
    run.refresh();
    return requestHash === undefined ? run.state() : { ...run.state(), requestHash };
  };
  const validator = (input: CreditVerbInput<V>): void => {
    const why = whyRefused(run, verb, input);
    if (why !== null) throw ApplicationFailure.create(failure('VerbRefused', `${verb} refused: ${why}`));
  };
  // The Update definitions are keyed by verb, which TypeScript cannot follow through a generic index.
  setHandler(creditVerbUpdates[verb] as never, handle as never, { validator: validator as never });
}

/** What each verb does to the run. */
const ACTIONS: { readonly [V in CreditVerb]: (run: CreditRun, input: CreditVerbInput<V>) => void } = {
  'retry-verification'(run, { by, reason }) {
    run.decision = moveTo(known(run.stop).retry, `Reads again: ${reason}`, by);
  },
  'accept-as-is'(run, { by, reason }) {
    run.decision = moveTo('completed', `Accepted as it is: ${reason}`, by);
  },
  'retry-compensation'(run, { by, reason }) {
    run.decision = moveTo('compensating', `Takes back again: ${reason}`, by);
  },
  'confirm-radius'(run, { by, radius }) {
    run.confirmedRadius = radius;
    run.decision = moveTo('checking', `Confirmed the radius ${radius}.`, by);
  },
  cancel(run, { by, reason }) {
    run.noteCancellation({ by, reason });
  },
};
