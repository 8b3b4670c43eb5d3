/** Which runs changed lately, from visibility: what an event stream tells its readers. */
import { WORKFLOW_TYPES } from '../../domain/ids';
import type { Calls } from '../temporal/calls';
import { readAttributesPage } from './attributes-page';
import { quote } from './query';

/** A run that entered another phase, or closed. */
export interface RunChange {
  /** Its workflow id. */
  readonly id: string;
  readonly runId: string;
  readonly wabaId: string | null;
  readonly businessId: string | null;
  readonly phase: string | null;
  readonly phaseChangedAt: string | null;
  readonly needsOperator: boolean;
  /** Whether Temporal has closed it: only then is its outcome final. */
  readonly closed: boolean;
}

/** Changes since a moment, in no order; `complete` is false where there were more than one answer may hold. */
export interface RecentChanges {
  readonly changes: readonly RunChange[];
  readonly complete: boolean;
}

/** Runs whose changes are told; a live read of Meta is none of them. */
const TOLD = [WORKFLOW_TYPES.migrateWaba, WORKFLOW_TYPES.shareCreditLine, WORKFLOW_TYPES.revokeCreditLine];

const MAX_PAGES = 5;

/** Reads the runs that changed their phase or closed after a moment, as far as visibility knows them by now. */
export async function readChanges(calls: Calls, since: Date): Promise<RecentChanges> {
  const moment = quote(since.toISOString());
  const query = `WorkflowType IN (${TOLD.map(quote).join(', ')}) AND (PhaseChangedAt > ${moment} OR CloseTime > ${moment})`;
  const changes: RunChange[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await readAttributesPage(calls, { subject: 'list of changes', query, nextPageToken });
    for (const { attributes, ...run } of answer.runs) {
      const { wabaId, businessId, phase, phaseChangedAt } = attributes;
      const needsOperator = !run.closed && attributes.needsOperator;
      changes.push({ ...run, wabaId, businessId, phase, phaseChangedAt, needsOperator });
    }
    nextPageToken = answer.nextPageToken;
    if (nextPageToken.length === 0) return { changes, complete: true };
  }
  return { changes, complete: false };
}
