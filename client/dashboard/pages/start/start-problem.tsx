/** Why a start was refused. A run that is in the way is a press away. */
import { Link } from '@tanstack/react-router';
import { ProblemPanel } from '../../parts/problem-panel';
import { isProblemOf } from '../../server/problem';

const MIGRATION = 'migrate-waba/';

/** What {@link StartProblem} takes. */
export interface StartProblemProps {
  readonly error: unknown;
  readonly isDryRun: boolean;
}

/** The problem, and the way to the run that is in the way. */
export function StartProblem({ error, isDryRun }: StartProblemProps) {
  const other = isProblemOf(error, 'conflict') ? error.problem.otherRun?.workflowId : undefined;
  const what = isDryRun ? 'The dry run was not started' : 'The migration was not started';
  return (
    <div className="start-found">
      <ProblemPanel error={error} what={what} isUrgent />
      {other?.startsWith(MIGRATION) === true && (
        <p>
          <Link to="/migrations/$wabaId" params={{ wabaId: other.slice(MIGRATION.length) }}>
            Open the migration that is there
          </Link>
        </p>
      )}
    </div>
  );
}
