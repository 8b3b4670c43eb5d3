/** Counts the Graph calls that the simulator saw, by what they are for. */
import { CALL_KINDS, type CallCounts, type CallKind } from './minimum';

/** A call as the simulator's journal has it; `path` has neither version nor query. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly wabaId: string | null;
  readonly migrationId: string | null;
}

const EDGES: Readonly<Record<string, CallKind>> = {
  debug_token: 'token',
  phone_numbers: 'numbers',
  message_templates: 'templates',
  flows: 'flows',
  subscribed_apps: 'apps',
  assigned_users: 'users',
  extendedcredits: 'credit lines',
  owning_credit_allocation_configs: 'allocations',
  owned_whatsapp_business_accounts: "the owner's accounts",
  client_whatsapp_business_accounts: "the owner's accounts",
  set_payment_method_migration_intent: 'initiate',
  resume_migration: 'resume',
};
const WRITES: readonly CallKind[] = ['initiate', 'resume'];

/** How many calls of each kind; what is no call (the clock, the control plane) is left out. */
export function countCalls(calls: readonly SeenCall[]): CallCounts {
  const counts = Object.fromEntries(CALL_KINDS.map((kind) => [kind, 0])) as Record<CallKind, number>;
  for (const call of calls) if (['GET', 'POST', 'DELETE'].includes(call.method)) counts[kindOf(call)] += 1;
  return counts;
}

function kindOf({ method, path, wabaId, migrationId }: SeenCall): CallKind {
  const [first = '', edge] = path.split('/').filter((part) => part !== '');
  const kind = EDGES[edge ?? first] ?? (edge === undefined ? nodeKind(first, wabaId, migrationId) : 'other');
  // A repair is a write on an edge that is otherwise read.
  return WRITES.includes(kind) === (method === 'POST') ? kind : 'other';
}

function nodeKind(id: string, wabaId: string | null, migrationId: string | null): CallKind {
  if (id === migrationId) return 'migration status';
  return id === wabaId ? 'account' : 'other';
}
