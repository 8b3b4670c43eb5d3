/** Builds queries for Temporal's visibility store: every value from outside is checked or quoted here. */
import { z } from 'zod';
import { creditLineWorkflowId, migrationWorkflowId, WORKFLOW_TYPES } from '../../domain/ids';
import { currencySchema, graphIdSchema } from '../../domain/input';
import { isTerminal, PHASES, type Phase } from '../../domain/phases';
import { readPageToken } from './page-token';

/** Most runs on one page. */
export const MAX_PAGE_SIZE = 200;

const pageFields = {
  pageSize: z.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
  /** As the page before gave it; it goes with the same filter only. */
  pageToken: z.string().max(4_000).optional(),
};

const filterFields = z.strictObject({
  phase: z.enum(PHASES).optional(),
  needsOperator: z.boolean().optional(),
  businessId: graphIdSchema.optional(),
  targetCurrency: currencySchema.optional(),
  /** First digits of the WABA's id or of its clone's, or all of it; of a clone that was left behind all of it. */
  idPrefix: graphIdSchema.optional(),
  /** Only runs that closed at this moment or later. */
  closedSince: z.iso.datetime({ offset: true }).optional(),
  ...pageFields,
});

/** What is said of a page token that does not go with its filter. */
const WRONG_TOKEN = {
  path: ['pageToken'],
  error: 'a page token is the nextPageToken of the page before, with the same filter',
};

const isTokenOf = (query: string, pageToken: string | undefined): boolean =>
  pageToken === undefined || readPageToken(query, pageToken) !== undefined;

/** A filter without its page. */
export type Selection = Omit<z.output<typeof filterFields>, 'pageSize' | 'pageToken'>;

/** Which migrations to list. Visibility has one order (open runs first, each newest first), so none can be asked for. */
export const listFilterSchema = filterFields.refine(
  ({ pageToken, ...filter }) => isTokenOf(migrationsQuery(filter), pageToken),
  WRONG_TOKEN,
);

/** Which migrations to list. */
export type ListFilter = z.input<typeof listFilterSchema>;

const creditFilterFields = z.strictObject({
  needsOperator: z.boolean().optional(),
  businessId: graphIdSchema.optional(),
  ...pageFields,
});

/** A filter of credit operations without its page. */
export type CreditSelection = Omit<z.output<typeof creditFilterFields>, 'pageSize' | 'pageToken'>;

/** Which credit operations to list, in the same order as migrations. */
export const creditListFilterSchema = creditFilterFields.refine(
  ({ pageToken, ...filter }) => isTokenOf(operationsQuery(filter), pageToken),
  WRONG_TOKEN,
);

/** Which credit operations to list. */
export type CreditListFilter = z.input<typeof creditListFilterSchema>;

/** A text as a literal of the query language: SQL's quoting, with backslashes escaped too. */
export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** The query for the migrations (dry runs left out) that a filter selects. */
export function migrationsQuery(selection: Selection): string {
  const { phase, needsOperator, businessId, targetCurrency, idPrefix, closedSince } = selection;
  const parts = [
    `WorkflowType = ${quote(WORKFLOW_TYPES.migrateWaba)}`,
    `WorkflowId STARTS_WITH ${quote(migrationWorkflowId(''))}`,
  ];
  if (idPrefix !== undefined) parts.push(accountCondition(idPrefix));
  if (phase !== undefined) parts.push(phaseCondition(phase));
  if (needsOperator !== undefined) parts.push(needCondition(needsOperator));
  if (businessId !== undefined) parts.push(`BusinessId = ${quote(businessId)}`);
  if (targetCurrency !== undefined) parts.push(`TargetCurrency = ${quote(targetCurrency)}`);
  if (closedSince !== undefined) parts.push(`CloseTime >= ${quote(new Date(closedSince).toISOString())}`);
  return parts.join(' AND ');
}

/** The query for the shares and revokes that a filter selects; those of a business have its id in their own. */
export function operationsQuery({ needsOperator, businessId }: CreditSelection): string {
  const types = [WORKFLOW_TYPES.shareCreditLine, WORKFLOW_TYPES.revokeCreditLine];
  const parts = [`WorkflowType IN (${types.map(quote).join(', ')})`];
  if (businessId !== undefined) parts.push(`WorkflowId = ${quote(creditLineWorkflowId(businessId))}`);
  if (needsOperator !== undefined) parts.push(needCondition(needsOperator));
  return parts.join(' AND ');
}

/**
 * Who holds the id of a clone looks for the migration that made it, as who holds the id of the account does; also where the
 * clone was left behind, whose ids are a list, which visibility compares whole only.
 */
function accountCondition(idPrefix: string): string {
  const source = `WorkflowId STARTS_WITH ${quote(migrationWorkflowId(idPrefix))}`;
  const id = quote(idPrefix);
  return `(${source} OR DestinationWabaId STARTS_WITH ${id} OR OrphanWabaIds = ${id})`;
}

/** A closed run needs nobody, whatever its attributes last said. */
function needCondition(needsOperator: boolean): string {
  return needsOperator
    ? 'NeedsOperator = true AND CloseTime IS NULL'
    : '(NeedsOperator = false OR CloseTime IS NOT NULL)';
}

/** A run that was terminated keeps its last phase for ever, so a phase that is not terminal asks for open runs only. */
function phaseCondition(phase: Phase): string {
  const condition = `Phase = ${quote(phase)}`;
  return isTerminal(phase) ? condition : `${condition} AND CloseTime IS NULL`;
}

/** The phases in which a selection can find anything: visibility calls are few, so the others are not asked for. */
export function phasesIn({ needsOperator, closedSince }: Selection): readonly Phase[] {
  return PHASES.filter((phase) => (isTerminal(phase) ? needsOperator !== true : closedSince === undefined));
}
