/** One run of `revokeCreditLine`: what it is to defund, and what became of each record. */
import type { RevokeInput } from '../../domain/credit/input';
import { isDeleted, type AllocationView, type Radius } from '../../domain/credit/funding';
import type { RevokeReport } from '../../domain/credit/state';
import { counted } from '../../domain/counted';
import { CreditRun, type CreditResult, type CreditSubject } from './run';

/** One run of `revokeCreditLine`. */
export class RevokeRun extends CreditRun {
  override readonly operation = 'revoke';
  /** As it was read last. */
  radius: Radius | null = null;
  readonly report: RevokeReport = { revoked: [], alreadyRevoked: [], failed: [], notAttributable: [] };
  /** A DELETE left this run, so that what is open now must be told record by record. */
  deleteSent = false;
  /** A cancellation came between two DELETEs. */
  wasCut = false;
  /** Every record was dealt with; only reading is left. */
  allSent = false;
  /** Deleted as the answers say, in order, and not seen to read `DELETED` yet. */
  readonly unconfirmed: string[] = [];

  constructor(readonly input: RevokeInput) {
    super(input);
  }

  /** Takes what was read, in place of what was read before. */
  adopt(radius: Radius): void {
    this.radius = radius;
    const ids = (records: readonly AllocationView[]) => records.map(({ id }) => id);
    this.report.alreadyRevoked = ids(radius.allocations.filter(isDeleted));
    this.report.notAttributable = ids(
      radius.allocations.filter((record) => !isDeleted(record) && !this.isOurs(record)),
    );
  }

  /** The records that a revoke deletes: this business's alone, and live. */
  targets(): readonly AllocationView[] {
    return this.radius?.allocations.filter((record) => !isDeleted(record) && this.isOurs(record)) ?? [];
  }

  /** Whether nothing stayed that was to go. */
  get isClean(): boolean {
    return this.report.failed.length === 0 && this.report.notAttributable.length === 0;
  }

  /** What was to go and stayed, record by record. */
  whatStayed(): string {
    const { revoked, failed, notAttributable } = this.report;
    const stayed = [
      ...failed.map(({ id, why }) => `${id}: ${why}`),
      ...notAttributable.map((id) => `${id}: Meta does not show whose it is, so it was not touched`),
    ];
    return `${counted(revoked.length, 'allocation')} revoked, ${stayed.length} not. ${stayed.join('; ')}.`;
  }

  override tooLateToCancel(): string | null {
    return this.allSent ? 'every record was dealt with already' : null;
  }

  override subject(): CreditSubject {
    return { wabaId: null, currency: null, creditLineId: null, radius: this.radius };
  }

  override result(): CreditResult {
    const { revoked, alreadyRevoked, failed, notAttributable } = this.report;
    const report = {
      revoked: [...revoked],
      alreadyRevoked: [...alreadyRevoked],
      failed: failed.map((record) => ({ ...record })),
      notAttributable: [...notAttributable],
    };
    return { made: [], undone: [], left: [], allocationId: null, report };
  }

  private isOurs({ receivingBusinessId }: AllocationView): boolean {
    return receivingBusinessId === this.businessId;
  }
}
