/**
 * What every client of migrations offers, whichever way it goes: straight to Temporal (`createWabaMigrations`), or over
 * the HTTP API (`createHttpWabaMigrations`). Code that is written for these interfaces works with both.
 */
import type { z } from 'zod';
import type { AccountFacts } from '../domain/account-facts';
import type { BusinessCredit, Radius } from '../domain/credit/funding';
import type { ShareStart } from '../domain/credit/input';
import type { CreditLineDetails, CreditLines as CreditLineList } from '../domain/credit/questions';
import type { CreditStateDocument } from '../domain/credit/state';
import type { CreditVerb } from '../domain/credit/verbs';
import type { StartInput } from '../domain/input';
import type { StateDocument } from '../domain/state';
import type { Verb, verbInputs } from '../domain/verbs';
import type { CreditVerbArgs, RevokeRequest } from './credit/input';
import type { CreditOperationPage } from './credit/list';
import type { Readiness } from './readiness-checks';
import type { VerbOptions } from './runs/verbs';
import type { StartResult } from './start/start-migration';
import type { StartedRun, StartOptions } from './start/start-run';
import type { MigrationPage, PhaseCounts } from './visibility/list';
import type { CreditListFilter, ListFilter } from './visibility/query';
import type { WaitOptions, WatchOptions } from './watch/follow';

/** Which run of an account: the migration, or its newest dry run. */
export interface RunChoice {
  readonly dryRun?: boolean;
}

/** With which of the workers' tokens Meta is asked. */
export interface TokenChoice {
  readonly tokenRef?: string | undefined;
}

/** The input of a verb as a caller writes it. */
export type VerbArgs<V extends Verb> = z.input<(typeof verbInputs)[V]>;

/** A filter of what is counted: every phase, and no page. */
export type CountFilter = Omit<ListFilter, 'phase' | 'pageSize' | 'pageToken'>;

/** Tells the open migration of an account what a person decided; answers with the state after it. */
export type GiveVerb<V extends Verb> = (
  wabaId: string,
  input: VerbArgs<V>,
  options?: VerbOptions,
) => Promise<StateDocument>;

/** Tells the open credit operation of a business what a person decided; answers with the state after it. */
export type GiveCreditVerb<V extends CreditVerb> = (
  businessId: string,
  input: CreditVerbArgs<V>,
  options?: VerbOptions,
) => Promise<CreditStateDocument>;

/** Everything that starts, steers and watches migrations. Every method parses its input before it contacts anybody. */
export interface WabaMigrations {
  /** Lines of credit: who has one, sharing and revoking. */
  readonly credit: CreditLines;

  /**
   * Starts a migration or a dry run. A run that is there already and asks for the same is answered with
   * `started: false`; throws `Conflict` where it asks for something else.
   */
  start(input: StartInput, options?: StartOptions): Promise<StartResult>;
  /** The state document of the newest run of an account. */
  get(wabaId: string, choice?: RunChoice): Promise<StateDocument>;
  /** One page of migrations: open runs, then closed ones, each newest first. Runs appear within seconds of their start. */
  list(filter?: ListFilter): Promise<MigrationPage>;
  /** How many migrations stand in each phase; phases that are not terminal count open runs only. */
  count(filter?: CountFilter): Promise<PhaseCounts>;
  /** Waits for the end of a run or, with `until: 'person'`, also for the moment when a person is needed. */
  wait(wabaId: string, options?: WaitOptions & RunChoice): Promise<StateDocument>;
  /** The state document now and after each change, until the run ends. */
  watch(wabaId: string, options?: WatchOptions & RunChoice): AsyncGenerator<StateDocument, void, void>;
  /**
   * What Meta says of an account now: name, currency, owner, who pays for it. A worker asks, with its token; throws
   * `NotFound` where Meta shows no such account, `ReadFailed` where it cannot be asked.
   */
  account(wabaId: string, choice?: TokenChoice): Promise<AccountFacts>;
  /** Whether runs can be started, told and moved now. */
  readiness(): Promise<Readiness>;

  /** Lets the numbers move, for the digest that the report shows. */
  readonly approve: GiveVerb<'approve'>;
  /** Ends a run that waits for approval; nothing moves. */
  readonly reject: GiveVerb<'reject'>;
  /** Sets one check aside that may be waived. */
  readonly waive: GiveVerb<'waive'>;
  /** Takes a step again that a run stands still at. */
  readonly retry: GiveVerb<'retry'>;
  /** Names the migration of a lost initiate. */
  readonly attach: GiveVerb<'attach'>;
  /** Stops before the next write; reads go on. */
  readonly pause: GiveVerb<'pause'>;
  /** Goes on after a pause. */
  readonly unpause: GiveVerb<'unpause'>;
  /** Ends a run before its numbers were told to move. */
  readonly abandon: GiveVerb<'abandon'>;
  /** Ends a run that stands still after its numbers were told to move, and states where each is. */
  readonly conclude: GiveVerb<'conclude'>;
}

/**
 * Lines of credit. Operations are told apart by the customer's business: one runs at a time. Every method parses its
 * input before it contacts anybody; reads are answered by a worker, with its token.
 */
export interface CreditLines {
  /**
   * Shares a line with a customer's business and funds one account. An open share that asks for the same is answered
   * with `started: false`; throws `Conflict` where the business has another operation open.
   */
  share(input: ShareStart, options?: StartOptions): Promise<StartedRun>;
  /**
   * Revokes every allocation of our lines to a business, which defunds every account of it. Wants the digest of the
   * {@link radius} that was looked at, and the business id again.
   */
  revoke(input: RevokeRequest, options?: StartOptions): Promise<StartedRun>;
  /** The state document of the newest operation of a business. */
  get(businessId: string): Promise<CreditStateDocument>;
  /** One page of shares and revokes: open ones, then closed ones, each newest first, as migrations are listed. */
  list(filter?: CreditListFilter): Promise<CreditOperationPage>;
  /** Waits for the end of an operation or, with `until: 'person'`, also for the moment when a person is needed. */
  wait(businessId: string, options?: WaitOptions<CreditStateDocument>): Promise<CreditStateDocument>;
  /** The state document now and after each change, until the operation ends. */
  watch(businessId: string, options?: WatchOptions): AsyncGenerator<CreditStateDocument, void, void>;
  /** Our lines; where there is none, why that may be. */
  lines(choice?: TokenChoice): Promise<CreditLineList>;
  /** One line: every field and both edges. */
  line(lineId: string, choice?: TokenChoice): Promise<CreditLineDetails>;
  /** Our allocations to a business, and which of its accounts is funded by what. */
  business(businessId: string, choice?: TokenChoice): Promise<BusinessCredit>;
  /** What a revoke of a business would defund, with the digest that {@link revoke} wants. */
  radius(businessId: string, choice?: TokenChoice): Promise<Radius>;

  /** Looks again whether the account is funded. */
  readonly retryVerification: GiveCreditVerb<'retry-verification'>;
  /** Ends an operation that waits as completed; what is left at Meta is on its outcome. */
  readonly acceptAsIs: GiveCreditVerb<'accept-as-is'>;
  /** Takes back again what the operation made. */
  readonly retryCompensation: GiveCreditVerb<'retry-compensation'>;
  /** Goes on with a revoke whose radius changed, for the digest that was read last. */
  readonly confirmRadius: GiveCreditVerb<'confirm-radius'>;
  /** Ends an operation; a share takes back what it made. */
  readonly cancel: GiveCreditVerb<'cancel'>;
}
