/** Lines of credit: reads them live, shares and revokes them, and follows and steers what shares and revokes. */
import type { BusinessCredit, Radius } from '../../domain/credit/funding';
import type { ShareStart } from '../../domain/credit/input';
import type { CreditLineDetails, CreditLines as CreditLineList } from '../../domain/credit/questions';
import type { CreditStateDocument } from '../../domain/credit/state';
import type { CreditVerb } from '../../domain/credit/verbs';
import { creditLineWorkflowId } from '../../domain/ids';
import type { Calls } from '../calls';
import type { StartedRun, StartOptions } from '../start-run';
import { composeState, describeRun } from '../state-document';
import { giveVerb, type VerbOptions } from '../verbs';
import { waitForRun, watchRun, type WaitOptions, type WatchOptions } from '../watch';
import { askGraph } from './ask-graph';
import { CREDIT_RUN } from './credit-run';
import {
  parseBusinessId,
  parseCreditVerbInput,
  parseQuestion,
  parseRevokeRequest,
  parseShareStart,
  type CreditVerbArgs,
  type RevokeRequest,
} from './input';
import { startRevoke, startShare } from './start';

/** With which of the workers' tokens Meta is asked. */
export interface TokenChoice {
  readonly tokenRef?: string;
}

/**
 * Lines of credit. Operations are told apart by the customer's business: one runs at a time. Every method parses its
 * input before it contacts Temporal; reads are answered by a worker, with its token.
 */
export class CreditLines {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /**
   * Shares a line with a customer's business and funds one account. An open share that asks for the same is answered
   * with `started: false`; throws `Conflict` where the business has another operation open.
   */
  async share(input: ShareStart, options: StartOptions = {}): Promise<StartedRun> {
    return startShare(this.#calls, parseShareStart(input), options);
  }

  /**
   * Revokes every allocation of our lines to a business, which defunds every account of it. Wants the digest of the
   * {@link radius} that was looked at, and the business id again.
   */
  async revoke(input: RevokeRequest, options: StartOptions = {}): Promise<StartedRun> {
    return startRevoke(this.#calls, parseRevokeRequest(input), options);
  }

  /** The state document of the newest operation of a business. */
  async get(businessId: string): Promise<CreditStateDocument> {
    return composeState(this.#calls, CREDIT_RUN, await describeRun(this.#calls, idOf(businessId)));
  }

  /** Waits for the end of an operation or, with `until: 'person'`, also for the moment when a person is needed. */
  async wait(businessId: string, options: WaitOptions<CreditStateDocument> = {}): Promise<CreditStateDocument> {
    return waitForRun(this.#calls, CREDIT_RUN, idOf(businessId), options);
  }

  /** The state document now and after each change, until the operation ends. */
  watch(businessId: string, options: WatchOptions = {}): AsyncGenerator<CreditStateDocument, void, void> {
    return watchRun(this.#calls, CREDIT_RUN, idOf(businessId), options);
  }

  /** Our lines; where there is none, why that may be. */
  async lines({ tokenRef }: TokenChoice = {}): Promise<CreditLineList> {
    return askGraph(this.#calls, parseQuestion({ kind: 'credit-lines', tokenRef }));
  }

  /** One line: every field and both edges. */
  async line(lineId: string, { tokenRef }: TokenChoice = {}): Promise<CreditLineDetails> {
    return askGraph(this.#calls, parseQuestion({ kind: 'credit-line', lineId, tokenRef }));
  }

  /** Our allocations to a business, and which of its accounts is funded by what. */
  async business(businessId: string, { tokenRef }: TokenChoice = {}): Promise<BusinessCredit> {
    return askGraph(this.#calls, parseQuestion({ kind: 'business-credit', businessId, tokenRef }));
  }

  /** What a revoke of a business would defund, with the digest that {@link revoke} wants. */
  async radius(businessId: string, { tokenRef }: TokenChoice = {}): Promise<Radius> {
    return askGraph(this.#calls, parseQuestion({ kind: 'radius', businessId, tokenRef }));
  }

  /** Looks again whether the account is funded. */
  retryVerification = this.#verb('retry-verification');
  /** Ends an operation that waits as completed; what is left at Meta is on its outcome. */
  acceptAsIs = this.#verb('accept-as-is');
  /** Takes back again what the operation made. */
  retryCompensation = this.#verb('retry-compensation');
  /** Goes on with a revoke whose radius changed, for the digest that was read last. */
  confirmRadius = this.#verb('confirm-radius');
  /** Ends an operation; a share takes back what it made. */
  cancel = this.#verb('cancel');

  #verb<V extends CreditVerb>(
    verb: V,
  ): (businessId: string, input: CreditVerbArgs<V>, options?: VerbOptions) => Promise<CreditStateDocument> {
    return async (businessId, args, options = {}) => {
      const workflowId = idOf(businessId);
      return giveVerb(this.#calls, CREDIT_RUN, workflowId, { verb, input: parseCreditVerbInput(verb, args) }, options);
    };
  }
}

function idOf(businessId: string): string {
  return creditLineWorkflowId(parseBusinessId(businessId));
}
