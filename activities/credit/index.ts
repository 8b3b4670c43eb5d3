/** The activities of credit operations, and those by which a migration funds its clone. */
import type { ActivityDeps } from '../deps';
import { guarded, opened } from '../guards';
import { askGraph } from './ask-graph';
import { awaitFunding } from './await-funding';
import { checkShare } from './check-share';
import { confirmDeleted } from './confirm-deleted';
import type { CreditActivities } from './contract';
import { deleteAllocation } from './delete-allocation';
import { writeCreditEvidence } from './evidence';
import { prepareShare } from './prepare-share';
import { readRadius } from './radius';
import { settleShare } from './settle-share';
import { undoShare } from './undo-share';
import { verifyFunding } from './verify-funding';
import { writeShare } from './write-share';

/** Makes the activities of credit operations. The first looks know no run yet; all others check their guards first. */
export function creditActivities(deps: ActivityDeps): CreditActivities {
  const reads = { writes: false };
  const writes = { writes: true };
  const manyReads = { writes: false, manyCalls: true };
  return {
    checkShare: opened(deps, manyReads, ({ input }) => input, checkShare),
    writeShare: guarded(deps, writes, writeShare),
    settleShare: guarded(deps, reads, settleShare),
    verifyFunding: guarded(deps, reads, verifyFunding),
    undoShare: guarded(deps, writes, undoShare),
    readRadius: opened(deps, manyReads, (input) => input, readRadius),
    deleteAllocation: guarded(deps, writes, deleteAllocation),
    confirmDeleted: guarded(deps, reads, confirmDeleted),
    writeCreditEvidence: (input) => writeCreditEvidence(deps, input),
    askGraph: opened(deps, reads, (question) => question, askGraph),
    awaitFunding: guarded(deps, reads, awaitFunding),
    // It calls nobody, but the share that follows writes: a migration that was reset must not start one.
    prepareShare: guarded(deps, writes, (_attempt, input) => Promise.resolve().then(() => prepareShare(input))),
  };
}
