/** One run of `shareCreditLine`: what it is to share, what its calls did, what that leaves behind. */
import type { ShareCall, ShareFacts } from '../../activities/credit/contract';
import { isTerminalCredit } from '../../domain/credit/phases';
import type { ShareInput } from '../../domain/credit/input';
import type { CreditThing } from '../../domain/credit/state';
import { known } from '../runs/known';
import { mayStay, plannedEffect, type Effect } from './effects';
import type { CreditResult, CreditSubject } from './facts';
import { moveTo, type Move } from './moves';
import { CreditRun } from './run';

/** The calls of each method, in order. */
const CALLS_OF: Record<ShareInput['method'], readonly ShareCall[]> = {
  attach: ['share-and-attach'],
  'share-then-attach': ['share', 'attach'],
};

/** One run of `shareCreditLine`. */
export class ShareRun extends CreditRun {
  override readonly operation = 'share';
  facts: ShareFacts | null = null;
  lineId: string | null;
  /** One per call, in the order of the calls. */
  effects: readonly Effect[] = [];
  /** The allocation that pays for the account, once that was seen. */
  allocationId: string | null = null;
  /** Why what was made is taken back; from here on nothing else is done. */
  undoing: { readonly cause: string; readonly by: string | null } | null = null;

  constructor(readonly input: ShareInput) {
    super(input);
    this.lineId = input.extendedCreditId ?? null;
  }

  /** Takes what the checks found, and registers the effect of every call before the first goes out. */
  plan(facts: ShareFacts): void {
    this.facts = facts;
    this.lineId = facts.lineId;
    const calls = CALLS_OF[this.input.method];
    this.effects = (facts.mustAssign ? ['assign-system-user' as const, ...calls] : calls).map(plannedEffect);
  }

  /** The allocation that the calls so far have named; null where none has. */
  get namedAllocation(): string | null {
    return this.effects.findLast(({ thing, id }) => thing !== 'system-user' && id !== null)?.id ?? null;
  }

  /** Begins to take back what this run made. */
  compensate(cause: string, by: string | null = null): Move<'compensating'> {
    this.undoing = { cause, by };
    return moveTo('compensating', `${cause} What this run made is taken back.`, by);
  }

  override tooLateToCancel(): string | null {
    return this.undoing === null ? null : 'what this run made is being taken back already';
  }

  override subject(): CreditSubject {
    const { wabaId, currency } = this.input;
    return { wabaId, currency, creditLineId: this.lineId, radius: null };
  }

  override result(): CreditResult {
    const things = (states: readonly Effect['state'][]): CreditThing[] =>
      this.effects.flatMap(({ thing, id, state }) =>
        thing !== 'attachment' && states.includes(state)
          ? [{ kind: thing, id: known(id), wabaId: this.input.wabaId }]
          : [],
      );
    return {
      made: things(['made', 'undone']),
      undone: things(['undone']),
      left: this.left(),
      allocationId: this.allocationId,
      report: null,
    };
  }

  /** What stays at Meta of a run that did not reach what it was for; a thing that nothing names cannot be listed. */
  private left(): CreditThing[] {
    const underWay = !isTerminalCredit(this.phase) && this.phase !== 'needs-operator' && this.undoing === null;
    if (underWay || this.allocationId !== null) return [];
    const isUndone = this.effects.some(({ thing, state }) => thing === 'allocation' && state === 'undone');
    const left = new Map<string, CreditThing>();
    for (const effect of this.effects) {
      if (!mayStay(effect) || effect.id === null || (effect.thing === 'attachment' && isUndone)) continue;
      const kind = effect.thing === 'attachment' ? 'allocation' : effect.thing;
      left.set(`${kind} ${effect.id}`, { kind, id: effect.id, wabaId: this.input.wabaId });
    }
    return [...left.values()];
  }
}
