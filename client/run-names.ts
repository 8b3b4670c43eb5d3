/** How messages name a run, and the command that shows it. */
import { parseWorkflowId } from '../domain/ids';

/** How messages name a run. */
export function subjectOf(workflowId: string): string {
  const parsed = parseWorkflowId(workflowId);
  switch (parsed?.kind) {
    case 'migration':
      return `${parsed.dryRun ? 'dry run' : 'migration'} of WABA ${parsed.wabaId}`;
    case 'credit-line':
      return `credit operation of business ${parsed.businessId}`;
    case undefined:
      return `run ${workflowId}`;
  }
}

/** The command that shows a run; the one for lists where the id is not ours. */
export function showCommand(workflowId: string): string {
  const parsed = parseWorkflowId(workflowId);
  switch (parsed?.kind) {
    case 'migration':
      return `wabactl migrate show ${parsed.wabaId}${parsed.dryRun ? ' --dry-run' : ''}`;
    case 'credit-line':
      return `wabactl credit operation --business ${parsed.businessId}`;
    case undefined:
      return 'wabactl migrate list';
  }
}
