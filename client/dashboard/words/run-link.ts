/** Links to Temporal's Web UI. */
import type { Me } from '../server/shapes';

/** The page of one run in Temporal's Web UI; undefined where the server knows of none. */
export function runLink(
  ui: Me['temporalUi'],
  { workflowId, runId }: { readonly workflowId: string; readonly runId: string },
): string | undefined {
  if (ui === null) return undefined;
  const [namespace, workflow] = [ui.namespace, workflowId].map(encodeURIComponent);
  return `${ui.uiUrl}/namespaces/${namespace}/workflows/${workflow}/${runId}/history`;
}
