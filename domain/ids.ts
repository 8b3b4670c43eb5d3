/**
 * Ids and names that other programs depend on: workflow ids both ways, task queues, search attributes. One file, so
 * that none is spelt twice.
 */

/** Task queues: workflows, and activities that call Meta. */
export const TASK_QUEUES = { workflows: 'waba-workflows', graph: 'graph-api' } as const;

/** Workflow types. */
export const WORKFLOW_TYPES = {
  migrateWaba: 'migrateWaba',
  shareCreditLine: 'shareCreditLine',
  revokeCreditLine: 'revokeCreditLine',
  readGraph: 'readGraph',
  deliverNotification: 'deliverNotification',
} as const;

/** The workflow id of a migration, or of its dry run. */
export function migrationWorkflowId(wabaId: string, options: { dryRun?: boolean } = {}): string {
  return `${options.dryRun ? 'assess' : 'migrate'}-waba/${wabaId}`;
}

/** The workflow id under which one credit operation of a business runs at a time. */
export function creditLineWorkflowId(businessId: string): string {
  return `credit-line/${businessId}`;
}

/** The workflow id of a live read: what is asked, and about whom (`own` for our own portfolio). */
export function readGraphWorkflowId(kind: string, subject: string): string {
  return `read-graph/${kind}/${subject}`;
}

/** The workflow id of the delivery of one notification, by the id under which it is sent. */
export function notificationWorkflowId(notificationId: string): string {
  return `notification/${notificationId}`;
}

/** What a workflow id says, or undefined for one that is not ours. */
export type ParsedWorkflowId =
  | { readonly kind: 'migration'; readonly wabaId: string; readonly dryRun: boolean }
  | { readonly kind: 'credit-line'; readonly businessId: string };

/** Reads a workflow id; undefined for one that is not ours. */
export function parseWorkflowId(workflowId: string): ParsedWorkflowId | undefined {
  const [, kind, id = ''] = /^(migrate-waba|assess-waba|credit-line)\/([0-9]{1,32})$/.exec(workflowId) ?? [];
  switch (kind) {
    case 'migrate-waba':
    case 'assess-waba':
      return { kind: 'migration', wabaId: id, dryRun: kind === 'assess-waba' };
    case 'credit-line':
      return { kind: 'credit-line', businessId: id };
    default:
      return undefined;
  }
}

/**
 * Search attributes with Temporal's type of each; none holds a secret or personal data.
 * `OrphanWabaIds` names the clones that a run left behind, so that another run knows whose they are.
 */
export const SEARCH_ATTRIBUTES = {
  WabaId: 'KEYWORD',
  DestinationWabaId: 'KEYWORD',
  MigrationId: 'KEYWORD',
  BusinessId: 'KEYWORD',
  CampaignId: 'KEYWORD',
  TargetCurrency: 'KEYWORD',
  Phase: 'KEYWORD',
  NeedsOperator: 'BOOL',
  PhaseChangedAt: 'DATETIME',
  OrphanWabaIds: 'KEYWORD_LIST',
} as const;

/** The name of a search attribute. */
export type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;

/** The keys of a run's memo. */
export const MEMO_KEYS = [
  'inputDigest',
  'idempotencyKey',
  'requestHash',
  'startedBy',
  'secondPerson',
  'approval',
  'requestId',
  'name',
  'sourceCurrency',
  'waitingFor',
] as const;

/** Days for which the server keeps closed runs; evidence files outlive them. */
export const RETENTION_DAYS = 90;
