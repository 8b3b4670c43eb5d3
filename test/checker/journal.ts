/** How the checker reads the simulator's journal: what a call was for, whether its answer was lost, what it showed. */
import type { JournalEntry } from './input';

/** What a call asks for; `no-call` is what the simulator did by itself. */
export type CallKind =
  | 'initiate'
  | 'resume'
  | 'subscribe-app'
  | 'assign-user'
  | 'remove-user'
  | 'share'
  | 'attach'
  | 'share-and-attach'
  | 'delete-allocation'
  | 'message'
  | 'read-migration'
  | 'read-numbers'
  | 'read-apps'
  | 'read-users'
  | 'read-allocations'
  | 'list-wabas'
  | 'read-node'
  | 'other-read'
  | 'other-write'
  | 'no-call';

const WRITES: Readonly<Record<string, CallKind>> = {
  set_payment_method_migration_intent: 'initiate',
  resume_migration: 'resume',
  subscribed_apps: 'subscribe-app',
  assigned_users: 'assign-user',
  whatsapp_credit_sharing: 'share',
  whatsapp_credit_attach: 'attach',
  whatsapp_credit_sharing_and_attach: 'share-and-attach',
  messages: 'message',
};

const READS: Readonly<Record<string, CallKind>> = {
  phone_numbers: 'read-numbers',
  subscribed_apps: 'read-apps',
  assigned_users: 'read-users',
  owning_credit_allocation_configs: 'read-allocations',
  owned_whatsapp_business_accounts: 'list-wabas',
  client_whatsapp_business_accounts: 'list-wabas',
};

/** The parts of a call's path without the version: `['102…', 'phone_numbers']`. */
function pathParts(entry: JournalEntry): string[] {
  const path = entry.path.split('?')[0] ?? '';
  return path
    .split('/')
    .filter((part) => part !== '' && !/^v\d+\.\d+$/.test(part))
    .map(decodeURIComponent);
}

/** Whether an entry is a call at all: `CLOCK` and `CONTROL` are the simulator's own. */
export function isCall(entry: JournalEntry): boolean {
  return ['GET', 'POST', 'DELETE'].includes(entry.method);
}

/** What a call was for. */
export function callKind(entry: JournalEntry): CallKind {
  const [, edge] = pathParts(entry);
  if (!isCall(entry)) return 'no-call';
  if (entry.method === 'GET') {
    if (edge !== undefined) return READS[edge] ?? 'other-read';
    return entry.migrationId === null ? 'read-node' : 'read-migration';
  }
  // The only nodes that this program deletes are sharing records, the only edge is the users'.
  if (entry.method === 'DELETE') {
    if (edge === undefined) return 'delete-allocation';
    return edge === 'assigned_users' ? 'remove-user' : 'other-write';
  }
  return (edge === undefined ? undefined : WRITES[edge]) ?? 'other-write';
}

/** The node that a call was made on: a WABA, a migration, a phone number, a business. */
export function subject(entry: JournalEntry): string {
  return pathParts(entry)[0] ?? '';
}

/** Codes of Meta after which a write may have happened all the same. */
const UNKNOWN_OUTCOME_CODES: readonly number[] = [1, 2, 131000];

/**
 * Whether the caller cannot tell from the answer what happened: none, 5xx, no envelope, a code that says nothing, or a
 * write whose refusal calls itself transient. Throttling says something: nothing happened.
 */
export function isAnswerLost(entry: JournalEntry): boolean {
  if (!isCall(entry)) return false;
  // The journal is written at the effect. A held answer is held so that its caller dies without it.
  if (entry.fault === 'hold') return true;
  if (entry.status === null) return true;
  if (isThrottled(entry)) return false;
  if (entry.status >= 500) return true;
  if (entry.method !== 'GET' && entry.isTransient === true) return true;
  return entry.code != null && UNKNOWN_OUTCOME_CODES.includes(entry.code);
}

/** Whether the caller got what it asked for. */
export function isAnswered(entry: JournalEntry): boolean {
  return !isAnswerLost(entry) && entry.status !== null && entry.status >= 200 && entry.status < 300;
}

/** Codes by which Meta says "too many calls". */
export const THROTTLE_CODES: readonly number[] = [4, 17, 32, 613, 80007, 80008, 130429];

/** Whether the caller was told to wait. */
export function isThrottled(entry: JournalEntry): boolean {
  return entry.status === 429 || (entry.code != null && THROTTLE_CODES.includes(entry.code));
}

/** When a call came by the simulator's clock, in milliseconds. */
export function simulatedMs(entry: JournalEntry): number {
  return Date.parse(entry.at);
}

/** When a call came by the machine's clock, in milliseconds. */
export function realMs(entry: JournalEntry): number {
  return Date.parse(entry.wallAt ?? entry.at);
}

/** An id in an effect, or null where it is not there. */
export function effectId(entry: JournalEntry, key: string): string | null {
  const value = (entry.effect as Readonly<Record<string, unknown>> | null)?.[key];
  return typeof value === 'string' ? value : null;
}

/** The entries with an effect of this kind. */
export function effects(journal: readonly JournalEntry[], kind: string): JournalEntry[] {
  return journal.filter((entry) => entry.effect?.kind === kind);
}

/** The statuses of a migration that callers were shown between two entries of the journal, in order. */
export function statusesShown(journal: readonly JournalEntry[], migrationId: string, after: number, before: number) {
  return journal
    .filter((entry) => entry.migrationId === migrationId && entry.seq > after && entry.seq < before)
    .filter((entry) => isAnswered(entry) && entry.shown != null)
    .map((entry) => entry.shown as string);
}
