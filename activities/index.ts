/** The only hands that touch the world: every activity, made from its collaborators. */
import { assess } from './migration/assess';
import { confirm } from './migration/confirm';
import type { MigrationActivities, NotificationActivities } from './contract';
import { creditActivities } from './credit';
import type { CreditActivities } from './credit/contract';
import { cutOver } from './migration/cut-over';
import type { ActivityDeps } from './deps';
import { writeEvidence } from './migration/evidence';
import { guarded } from './guards';
import { notify } from './hooks/notify';
import { identifyClone } from './migration/identify-clone';
import { findCandidates, initiate } from './migration/initiate';
import { locateNumbers } from './migration/number-places';
import { pollMigration } from './migration/polling';
import { sendTestMessage } from './migration/test-message';
import { verify } from './migration/verify';
import { watchFingerprint } from './migration/watch';

export type { ActivityDeps } from './deps';

/**
 * Makes the activities. Each checks its guards before any call (a token under the run's reference, the Graph that the
 * run was assessed on, for writes the run that was assessed) and speaks to Meta through `deps.graph` only.
 */
export function createActivities(deps: ActivityDeps): MigrationActivities & NotificationActivities & CreditActivities {
  const reads = { writes: false };
  const writes = { writes: true };
  return {
    assess: (input) => assess(deps, input),
    initiate: guarded(deps, writes, initiate),
    findCandidates: guarded(deps, reads, findCandidates),
    pollMigration: guarded(deps, reads, pollMigration),
    identifyClone: guarded(deps, reads, identifyClone),
    // It may repair, so a run that was reset must not.
    verify: guarded(deps, { writes: true, manyCalls: true }, verify),
    watchFingerprint: guarded(deps, reads, watchFingerprint),
    cutOver: guarded(deps, writes, cutOver),
    confirm: guarded(deps, reads, confirm),
    locateNumbers: guarded(deps, reads, locateNumbers),
    sendTestMessage: guarded(deps, writes, sendTestMessage),
    writeEvidence: (input) => writeEvidence(deps, input),
    notify: (input) => notify(deps, input),
    ...creditActivities(deps),
  };
}
