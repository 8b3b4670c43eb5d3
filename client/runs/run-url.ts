/** Links to Temporal's Web UI. */

/** Where the Web UI shows a namespace; `uiUrl` is its base URL without a slash at the end. */
export interface TemporalUi {
  readonly uiUrl: string;
  readonly namespace: string;
}

/** The page of one run in Temporal's Web UI. */
export function runUrl(
  { uiUrl, namespace }: TemporalUi,
  { workflowId, runId }: { readonly workflowId: string; readonly runId: string },
): string {
  return `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}/${runId}/history`;
}
