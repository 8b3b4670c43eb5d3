/** Revokes of records that Meta really has, whose answers are lost, refused or wrong at random; and what must hold. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { CreditActivities, ReadRadiusInput } from '../../../activities/credit/contract';
import type { AllocationView, Radius } from '../../../domain/credit/funding';
import type { CreditRunState, RevokeReport } from '../../../domain/credit/state';
import { throws } from '../scripted';
import { lost, radiusOf, refusal, throttled, type CreditAnswer } from './faked';
import { cancelAndSee, chosen, decideToTheEnd, holdsForEvery } from './random-run';
import type { CreditSuite, Operation } from './suite';

const MOST_DECISIONS = 4;

/** What becomes of a DELETE that is sent: whether the record is gone then, and how the call answers. */
const DELETES = {
  deleted: { gone: true, answer: { kind: 'deleted' } },
  'said to be deleted': { gone: false, answer: { kind: 'deleted' } },
  'lost after it happened': { gone: true, answer: lost },
  'lost before it happened': { gone: false, answer: lost },
  'killed after it happened': { gone: true, answer: null },
  'killed before it happened': { gone: false, answer: null },
  refused: { gone: false, answer: refusal },
  'refused since somebody else did it': { gone: true, answer: refusal },
  'stopped before it went out': { gone: false, answer: { ...refusal, sent: false } },
  throttled: { gone: false, answer: throttled },
} as const;

/** A record at Meta. `other` and `nobody`: it is listed, but does not show this business as its receiver. */
const records = fc.record({
  whose: fc.constantFrom('own', 'own', 'own', 'other', 'nobody'),
  isLive: fc.constantFrom(true, true, true, false),
});

/** What there is, what happens to each call, where it is cancelled, and what people decide. */
const plans = fc.record({
  records: fc.array(records, { minLength: 1, maxLength: 4 }),
  /** Whether the radius was seen as it is when the revoke begins. */
  isAsSeen: fc.constantFrom(true, true, false),
  /** Before which call of any activity another record comes to be. */
  newcomerBefore: fc.option(fc.nat(8)),
  cancelBefore: fc.option(fc.nat(8)),
  reads: fc.array(fc.constantFrom('read', 'read', 'read', 'refused'), { maxLength: 3 }),
  deletes: fc.array(fc.constantFrom(...(Object.keys(DELETES) as (keyof typeof DELETES)[])), { maxLength: 8 }),
  looks: fc.array(fc.constantFrom('read', 'read', 'unreadable', 'fails'), { maxLength: 6 }),
  /** Before which DELETE the run is found to have been reset. */
  resetBefore: fc.option(fc.nat(4), { freq: 6 }),
  decisions: fc.array(fc.nat(3), { minLength: MOST_DECISIONS, maxLength: MOST_DECISIONS }),
});
/** One revoke as it is drawn. */
export type Plan = typeof plans extends fc.Arbitrary<infer P> ? P : never;

interface MetasRecord {
  readonly id: string;
  readonly whose: 'own' | 'other' | 'nobody';
  isLive: boolean;
}

/** A call of an activity, in the order in which they began; `answer` is null where it failed or the worker died. */
interface Told {
  readonly name: keyof CreditActivities;
  readonly id: string | null;
  /** Whether the run knew by then that it was cancelled. */
  readonly afterCancel: boolean;
  /** The digest that people had confirmed by then. */
  readonly confirmed: string;
  answer: { readonly kind?: string; readonly radius?: Radius; readonly sent?: boolean } | null;
}

/** What happened to a drawn revoke. */
export interface Story {
  readonly told: readonly Told[];
  readonly meta: readonly MetasRecord[];
  readonly state: CreditRunState;
  readonly report: RevokeReport;
}

/** Meta's side of one revoke, which answers as the plan says. */
class Meta {
  readonly records: MetasRecord[];
  readonly told: Told[] = [];
  run: Operation | undefined;
  confirmed: string;
  private calls = 0;
  private isCancelled = false;
  private deletesSeen = 0;
  /** What of the plan has not happened yet. */
  private readonly left: { reads: string[]; deletes: (keyof typeof DELETES)[]; looks: string[] };

  constructor(private readonly plan: Plan) {
    this.records = plan.records.map((each, index) => ({ ...each, id: String(71 + index) }));
    this.left = { reads: [...plan.reads], deletes: [...plan.deletes], looks: [...plan.looks] };
    this.confirmed = plan.isAsSeen ? digestOf(this.listed()) : digestOf([]);
  }

  /** Every record as Meta lists it. */
  private listed(businessId = 'own'): AllocationView[] {
    return this.records.map(({ id, whose, isLive }) => ({
      id,
      lineId: '1',
      receivingBusinessId: whose === 'own' ? businessId : whose === 'other' ? '5' : null,
      receivingCredentialId: `credential-${id}`,
      status: isLive ? null : 'DELETED',
    }));
  }

  /** Notes a call and its answer; things happen before some calls. */
  telling<N extends 'readRadius' | 'deleteAllocation' | 'confirmDeleted'>(
    name: N,
    answer: CreditAnswer<N>,
  ): CreditAnswer<N> {
    return async (input) => {
      const call = this.calls++;
      if (call === this.plan.newcomerBefore) this.records.push({ id: '79', whose: 'own', isLive: true });
      const entry: Told = {
        name,
        id: 'allocationId' in input ? input.allocationId : null,
        afterCancel: this.isCancelled,
        confirmed: this.confirmed,
        answer: null,
      };
      this.told.push(entry);
      if (call === this.plan.cancelBefore) {
        await cancelAndSee(this.run);
        this.isCancelled = true;
      }
      const given: unknown = await (answer as (i: typeof input) => unknown)(input);
      entry.answer = given as Told['answer'];
      return given as never;
    };
  }

  readonly readRadius: CreditAnswer<'readRadius'> = (input: ReadRadiusInput) => {
    const how = this.left.reads.shift();
    if (how === 'refused') return throws('GraphRefused', '(#200) no.')();
    const allocations = this.listed(input.businessId);
    return radiusOf(allocations, { digest: digestOf(this.listed()) })(input);
  };

  readonly deleteAllocation: CreditAnswer<'deleteAllocation'> = ({ allocationId }) => {
    if (this.deletesSeen++ === this.plan.resetBefore) return throws('RunWasReset', 'The run was reset.')();
    const record = this.find(allocationId);
    if (!record.isLive) return { kind: 'already-deleted' };
    if (record.whose !== 'own') return { kind: 'not-attributable', text: 'Meta does not show whose it is.' };
    const { gone, answer } = DELETES[this.left.deletes.shift() ?? 'deleted'];
    if (gone) record.isLive = false;
    if (answer === null) throw new Error('the worker was killed');
    return answer;
  };

  readonly confirmDeleted: CreditAnswer<'confirmDeleted'> = ({ allocationId }) => {
    const how = this.left.looks.shift();
    if (how === 'fails') return throws('GraphRefused', '(#200) no.')();
    if (how === 'unreadable') return { kind: 'unreadable', text: '(#100) not readable.' };
    const { isLive } = this.find(allocationId);
    return { kind: isLive ? 'still-there' : 'deleted', text: `it reads ${isLive ? 'APPROVED' : 'DELETED'}.` };
  };

  private find(id: string): MetasRecord {
    const record = this.records.find((each) => each.id === id);
    if (record === undefined) throw new Error(`asked about ${id}, which Meta never had`);
    return record;
  }
}

const digestOf = (listed: readonly AllocationView[]): string =>
  createHash('sha256').update(JSON.stringify(listed)).digest('hex');

/** Runs a drawn revoke to its end; `queue`: where the workflows under test run. */
export async function runPlan(suite: CreditSuite, plan: Plan, queue: string | undefined): Promise<Story> {
  const meta = new Meta(plan);
  const script = {
    readRadius: [meta.telling('readRadius', meta.readRadius)],
    deleteAllocation: [meta.telling('deleteAllocation', meta.deleteAllocation)],
    confirmDeleted: [meta.telling('confirmDeleted', meta.confirmDeleted)],
  };
  const run = await suite.revoke(script, { radius: meta.confirmed }, queue);
  meta.run = run;
  const state = await decideToTheEnd(suite, run, ({ radius, waitingFor }, nth) => {
    const verb = nth < MOST_DECISIONS ? chosen(waitingFor?.verbs ?? [], plan.decisions[nth]) : 'cancel';
    if (verb !== 'confirm-radius') return { verb, input: { reason: 'drawn' } };
    meta.confirmed = radius?.digest ?? 'none';
    return { verb, input: { radius: meta.confirmed } };
  });
  const report = state.outcome?.report;
  if (!report) throw new Error(`${state.phase} without a report`);
  return { told: meta.told, meta: meta.records, state, report };
}

/** What must hold of every revoke, however Meta answers; by name. */
export const RULES = {
  'a DELETE is of a live record of the business in the radius that was confirmed and read last': ({ told }) =>
    told.every(({ name, id, confirmed }, index) => {
      if (name !== 'deleteAllocation') return true;
      const read = told.slice(0, index).findLast(({ answer }) => answer?.radius)?.answer?.radius;
      const record = read?.allocations.find((each) => each.id === id);
      return read?.digest === confirmed && record?.status === null && record.receivingBusinessId === read.businessId;
    }),
  'what counts as revoked was read to be gone': ({ told, report }) =>
    report.revoked.every((id) =>
      told.some((each) => each.id === id && ['deleted', 'already-deleted'].includes(seenBy(each) ?? '')),
    ),
  'what counts as gone is gone': ({ meta, report }) =>
    meta.every(({ id, isLive }) => !isLive || ![...report.revoked, ...report.alreadyRevoked].includes(id)),
  'the report names every record that was read, once': ({ told, state, report }) => {
    if (state.phase === 'refused') return true;
    const named = [...report.revoked, ...report.alreadyRevoked, ...report.failed.map(({ id }) => id)].concat(
      report.notAttributable,
    );
    const read = told.flatMap(({ answer }) => answer?.radius?.allocations ?? []);
    const live = new Set(read.filter(({ status }) => status === null).map(({ id }) => id));
    return new Set(named).size === named.length && [...live].every((id) => named.includes(id));
  },
  'completed means that a look after the last DELETE showed nothing live': ({ told, meta, state }) => {
    if (state.phase !== 'completed') return true;
    const last = told.findLast(({ name }) => name !== 'confirmDeleted');
    const read = last?.answer?.radius?.allocations.map(({ id }) => id);
    return read !== undefined && meta.every(({ id, isLive }) => !isLive || !read.includes(id));
  },
  'refused means that no DELETE left it': ({ told, state }) =>
    state.phase !== 'refused' || told.every((each) => each.name !== 'deleteAllocation' || !wasSent(each)),
  'no DELETE goes out once it knows that it is cancelled': ({ told }) =>
    told.every(({ name, afterCancel }) => name !== 'deleteAllocation' || !afterCancel),
  'a lost DELETE goes out again only after a look': ({ told }) =>
    told.every(({ name, id, answer }, index) => {
      if (name !== 'deleteAllocation' || (answer !== null && answer.kind !== 'unknown')) return true;
      return told.slice(index + 1).find((later) => later.id === id)?.name !== 'deleteAllocation';
    }),
} as const satisfies Record<string, (story: Story) => boolean>;

/** The name of a rule. */
export type Rule = keyof typeof RULES;

/** What a look at a record saw; undefined where the call was no such look. */
function seenBy({ name, answer }: Told): string | undefined {
  return name === 'confirmDeleted' || answer?.kind === 'already-deleted' ? answer?.kind : undefined;
}

/** Whether the call may have reached Meta. */
function wasSent({ answer }: Told): boolean {
  const { kind, sent } = answer ?? { kind: 'unknown' };
  return kind === 'deleted' || kind === 'unknown' || sent === true;
}

/** Runs drawn revokes until one breaks a rule; throws with the seed, the revoke and, as its cause, the rules. */
export async function holdsForEveryRevoke(
  suite: CreditSuite,
  options: { readonly seed: number; readonly numRuns: number; readonly queue?: string },
): Promise<void> {
  const { queue, ...params } = options;
  await holdsForEvery(plans, (plan) => runPlan(suite, plan, queue), RULES, params);
}
