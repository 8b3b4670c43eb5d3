/**
 * Orders about credit through the typed client, which takes the patience that tests want:
 * minutes become seconds. The checker hears of each, as of those that are given by `wabactl`.
 */
import type { RevokeRequest, StartedRun, WabaMigrations } from '../../../client';
import type { ShareStart } from '../../../domain/credit/input';
import type { Radius } from '../../../domain/credit/funding';
import type { Command } from '../../checker';
import { CREDIT_LINE } from './account-spec';
import type { SimulatedWaba } from './simulator-process';

/** How patient a run of the tests is: what shows late shows within `verifyFor`, what is lost shows within `settleFor`. */
const QUICK = { verifyFor: '25s', settleFor: '3s' } as const;

const STARTED_BY = 'local:test';

/** Orders about credit. */
export interface CreditOrders {
  /** Shares the partner's line for an account, in one call unless the test says otherwise. */
  share(waba: Pick<SimulatedWaba, 'id' | 'businessId'>, more?: Partial<ShareStart>): Promise<StartedRun>;
  /** Looks at the radius and revokes it; with a `radius` that the test looked at before, that one. */
  revoke(businessId: string, more?: Partial<RevokeRequest>): Promise<StartedRun>;
  /** What a revoke would defund. */
  radius(businessId: string): Promise<Radius>;
}

/** Gives an order, and notes it with the run that it led to. */
type Note = (
  order: Pick<Command, 'command' | 'wabaId' | 'businessId' | 'input'>,
  start: () => Promise<StartedRun>,
) => Promise<StartedRun>;

/** Makes the orders of a world. */
export function createCreditOrders({ credit }: WabaMigrations, note: Note): CreditOrders {
  return {
    async share({ id, businessId }, more = {}) {
      const input: ShareStart = {
        businessId,
        wabaId: id,
        currency: 'INR',
        extendedCreditId: CREDIT_LINE,
        startedBy: STARTED_BY,
        ...QUICK,
        ...more,
      };
      return note({ command: 'share', wabaId: id, businessId, input: { ...input } }, () => credit.share(input));
    },
    async revoke(businessId, more = {}) {
      const radius = more.radius ?? (await credit.radius(businessId)).digest;
      const input: RevokeRequest = {
        businessId,
        confirm: businessId,
        startedBy: STARTED_BY,
        ...QUICK,
        ...more,
        radius,
      };
      return note({ command: 'revoke', wabaId: '', businessId, input: { ...input } }, () => credit.revoke(input));
    },
    radius: (businessId) => credit.radius(businessId),
  };
}
