/** Lines of credit: reads them live, shares and revokes them, and follows and steers what shares and revokes. */
import type { BusinessCredit, Radius } from '../../domain/credit/funding';
import type { ShareStart } from '../../domain/credit/input';
import type { CreditLineDetails, CreditLines as CreditLineList } from '../../domain/credit/questions';
import type { CreditStateDocument } from '../../domain/credit/state';
import type { CreditVerb } from '../../domain/credit/verbs';
import { creditLineWorkflowId } from '../../domain/ids';
import type { CreditLines, GiveCreditVerb, TokenChoice } from '../migrations';
import { parseInput } from '../input';
import { composeState, describeRun } from '../runs/state-document';
import { giveVerb } from '../runs/verbs';
import type { StartedRun, StartOptions } from '../start/start-run';
import type { Calls } from '../temporal/calls';
import { readOldestWait } from '../visibility/oldest-wait';
import { creditListFilterSchema, operationsQuery, type CreditListFilter } from '../visibility/query';
import type { WaitOptions, WatchOptions } from '../watch/follow';
import { waitForRun, watchRun } from '../watch/watch';
import { askGraph } from './ask-graph';
import { CREDIT_RUN } from './credit-run';
import {
  parseBusinessId,
  parseCreditVerbInput,
  parseQuestion,
  parseRevokeRequest,
  parseShareStart,
  type RevokeRequest,
} from './input';
import { countOperations, listOperations, type CreditOperationPage } from './list';
import { startRevoke, startShare } from './start';

/** Lines of credit by a connection to Temporal. */
export class TemporalCreditLines implements CreditLines {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  async share(input: ShareStart, options: StartOptions = {}): Promise<StartedRun> {
    return startShare(this.#calls, parseShareStart(input), options);
  }

  async revoke(input: RevokeRequest, options: StartOptions = {}): Promise<StartedRun> {
    return startRevoke(this.#calls, parseRevokeRequest(input), options);
  }

  async get(businessId: string): Promise<CreditStateDocument> {
    return composeState(this.#calls, CREDIT_RUN, await describeRun(this.#calls, idOf(businessId)));
  }

  async list(filter: CreditListFilter = {}): Promise<CreditOperationPage> {
    return listOperations(this.#calls, parseInput(creditListFilterSchema, filter, 'filter'));
  }

  /** How many operations only a person can move. */
  async countWaiting(): Promise<number> {
    return countOperations(this.#calls, { needsOperator: true });
  }

  /** Since when the operation has waited that has waited longest for a person; null where none waits. */
  async oldestWait(): Promise<Date | null> {
    return readOldestWait(this.#calls, operationsQuery({ needsOperator: true }), new Date());
  }

  async wait(businessId: string, options: WaitOptions<CreditStateDocument> = {}): Promise<CreditStateDocument> {
    return waitForRun(this.#calls, CREDIT_RUN, idOf(businessId), options);
  }

  watch(businessId: string, options: WatchOptions = {}): AsyncGenerator<CreditStateDocument, void, void> {
    return watchRun(this.#calls, CREDIT_RUN, idOf(businessId), options);
  }

  async lines({ tokenRef }: TokenChoice = {}): Promise<CreditLineList> {
    return askGraph(this.#calls, parseQuestion({ kind: 'credit-lines', tokenRef }));
  }

  async line(lineId: string, { tokenRef }: TokenChoice = {}): Promise<CreditLineDetails> {
    return askGraph(this.#calls, parseQuestion({ kind: 'credit-line', lineId, tokenRef }));
  }

  async business(businessId: string, { tokenRef }: TokenChoice = {}): Promise<BusinessCredit> {
    return askGraph(this.#calls, parseQuestion({ kind: 'business-credit', businessId, tokenRef }));
  }

  async radius(businessId: string, { tokenRef }: TokenChoice = {}): Promise<Radius> {
    return askGraph(this.#calls, parseQuestion({ kind: 'radius', businessId, tokenRef }));
  }

  readonly retryVerification = this.#verb('retry-verification');
  readonly acceptAsIs = this.#verb('accept-as-is');
  readonly retryCompensation = this.#verb('retry-compensation');
  readonly confirmRadius = this.#verb('confirm-radius');
  readonly cancel = this.#verb('cancel');

  #verb<V extends CreditVerb>(verb: V): GiveCreditVerb<V> {
    return async (businessId, args, options = {}) => {
      const workflowId = idOf(businessId);
      return giveVerb(this.#calls, CREDIT_RUN, workflowId, { verb, input: parseCreditVerbInput(verb, args) }, options);
    };
  }
}

function idOf(businessId: string): string {
  return creditLineWorkflowId(parseBusinessId(businessId));
}
