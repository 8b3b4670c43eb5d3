/** One run of `revokeCreditLine`: what it is to defund, and what became of each record. */
import type { RevokeInput } from '../../domain/credit/input';
import { isDeleted, type AllocationView, type Radius } from '../../domain/credit/funding';
import type { RevokeReport } from '../../domain/credit/state';
import { counted } from '../../domain/counted';
import { sentence } from '../runs/sentence';
import type { CreditResult, CreditSubject } from './facts';
import { CreditRun } from './run';

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
  /** Why it cannot be said whether records came to be while the run was under way; null where it was read. */
  othersUnread: string | null = null;
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

  /** Whether the report says what became of a record. */
  tells(id: string): boolean {
    const { revoked, alreadyRevoked, failed, notAttributable } = this.report;
    return [...revoked, ...alreadyRevoked, ...failed.map((record) => record.id), ...notAttributable].includes(id);
  }

  /** Whether it is known that nothing stayed. */
  get isClean(): boolean {
    const { failed, notAttributable } = this.report;
    return failed.length === 0 && notAttributable.length === 0 && this.othersUnread === null;
  }

  /** What was to go and stayed, record by record, and what is not known. */
  whatStayed(): string {
    const { revoked, failed, notAttributable } = this.report;
    const stayed = [
      ...failed.map(({ id, why }) => `${id}: ${why}`),
      ...notAttributable.map((id) => `${id}: Meta does not show whose it is, so it was not touched`),
    ];
    const sentences = [`${counted(revoked.length, 'allocation')} revoked, ${stayed.length} not.`];
    if (stayed.length > 0) sentences.push(sentence(stayed.join('; ')));
    if (this.othersUnread !== null) {
      const look = `Look with credit revoke --business ${this.businessId} --dry-run.`;
      sentences.push(
        `Whether the business has another record by now cannot be read: ${sentence(this.othersUnread)} ${look}`,
      );
    }
    return sentences.join(' ');
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

  /** Whether Meta shows a record to be this business's. */
  isOurs({ receivingBusinessId }: AllocationView): boolean {
    return receivingBusinessId === this.businessId;
  }
}
