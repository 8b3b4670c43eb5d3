/**
 * An example service without access to Temporal: moves one account to another currency over the HTTP API, and approves
 * the move by itself where nothing differs. Whatever else comes up is left to a person.
 *
 * In a project of its own it imports from 'waba-migrations/dist/client/http', which loads nothing of Temporal.
 */
import { hasEnded, isVerbRefused, type HttpMigrations, type Report, type StateDocument } from '../client/http';

/** One account to move, and in whose names: who starts a migration need not be who may approve it. */
export interface Move {
  /** A client with the key of an operator. */
  readonly operator: HttpMigrations;
  /** A client with the key of an approver. */
  readonly approver: HttpMigrations;
  readonly wabaId: string;
  readonly targetCurrency: string;
  readonly extendedCreditId?: string;
  readonly signal?: AbortSignal;
}

/**
 * Starts the migration, or joins the one that is under way, and answers with its state when it has ended or a person is
 * needed. It may be killed and started again at any moment: everything it knows is in the migration.
 */
export async function moveAccount({ operator, approver, signal, ...input }: Move): Promise<StateDocument> {
  const { wabaId } = input;
  const { workflowId } = await operator.start(input);
  for await (const event of operator.events(signal === undefined ? {} : { signal })) {
    // A snapshot says that the stream begins, or begins again: what happened before was not told.
    const mayConcernUs = event.type === 'snapshot' || (event.type === 'changed' && event.change.id === workflowId);
    if (!mayConcernUs) continue;
    const state = await operator.get(wabaId);
    if (hasEnded(state)) break;
    if (!state.needsOperator) continue;
    if (!(await approveIfClean(approver, state))) return state;
  }
  // The last evidence file is written after the last phase begins.
  return operator.wait(wabaId, signal === undefined ? {} : { signal });
}

/** Approves exactly what was read: with another report by now the digest differs, and the run refuses. */
async function approveIfClean(
  approver: HttpMigrations,
  { wabaId, phase, report, waitingFor }: StateDocument,
): Promise<boolean> {
  if (phase !== 'awaiting-approval' || report?.digest == null || !isClean(report)) return false;
  const waitingForId = waitingFor === null ? {} : { waitingForId: waitingFor.id };
  try {
    await approver.approve(wabaId, { digest: report.digest, comment: 'Nothing differs.', ...waitingForId });
  } catch (error) {
    // Somebody else decided, or a newer report is there: the next event says so.
    if (!isVerbRefused(error)) throw error;
  }
  return true;
}

const isClean = ({ verdict, differences }: Report): boolean =>
  verdict === 'pass' && differences.every(({ missing, extra, changed }) => missing + extra + changed === 0);
