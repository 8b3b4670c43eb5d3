import { assignUser, getUsers, removeUser } from './graph/assigned-users';
import { getBusiness, getClientWabas, getCreditLines, getMyBusinesses, getOwnedWabas } from './graph/business';
import { getAllocation, getAllocations, getCreditLine, getInvoiceGroups } from './graph/credit-lines';
import { attachLine, deleteAllocation, shareAndAttachLine, shareLine } from './graph/credit-writes';
import { getFlows } from './graph/flows';
import { sendMessage } from './graph/messages';
import { getPhone, getPhones } from './graph/phone-numbers';
import { getApps, subscribeApp, unsubscribeApp } from './graph/subscribed-apps';
import { getTemplates } from './graph/templates';
import { debugToken, getMe } from './graph/tokens';
import { getWaba } from './graph/waba-node';
import type { GraphAnswer, GraphCall } from './graph-call';
import type { EffectKind } from './journal';
import { initiate } from './migration/initiate';
import { readMigration, resume } from './migration/resume';
import type { World } from './world';

/** What an id in a path can stand for. */
export type NodeKind = 'waba' | 'phone' | 'business' | 'line' | 'allocation' | 'migration' | 'me' | 'debug_token';

/** One method of one node or edge. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  on: NodeKind;
  /** Null is the node itself. */
  edge: string | null;
  handle: (call: GraphCall, id: string) => GraphAnswer | Promise<GraphAnswer>;
  /** What a success changes; fault rules can name it. */
  effect?: EffectKind;
  /** Which hourly budget it counts against besides the app's. Those that Meta does not list have none. */
  budget?: 'waba' | 'credit';
}

export const routes: readonly Route[] = [
  { method: 'GET', on: 'waba', edge: null, handle: getWaba, budget: 'waba' },
  { method: 'GET', on: 'waba', edge: 'message_templates', handle: getTemplates, budget: 'waba' },
  { method: 'GET', on: 'waba', edge: 'flows', handle: getFlows },
  { method: 'GET', on: 'waba', edge: 'phone_numbers', handle: getPhones, budget: 'waba' },
  { method: 'GET', on: 'waba', edge: 'subscribed_apps', handle: getApps, budget: 'waba' },
  {
    method: 'POST',
    on: 'waba',
    edge: 'subscribed_apps',
    handle: subscribeApp,
    budget: 'waba',
    effect: 'app-subscribed',
  },
  {
    method: 'DELETE',
    on: 'waba',
    edge: 'subscribed_apps',
    handle: unsubscribeApp,
    budget: 'waba',
    effect: 'app-unsubscribed',
  },
  { method: 'GET', on: 'waba', edge: 'assigned_users', handle: getUsers, budget: 'waba' },
  { method: 'POST', on: 'waba', edge: 'assigned_users', handle: assignUser, budget: 'waba', effect: 'user-assigned' },
  { method: 'DELETE', on: 'waba', edge: 'assigned_users', handle: removeUser, budget: 'waba', effect: 'user-removed' },
  { method: 'POST', on: 'waba', edge: 'set_payment_method_migration_intent', handle: initiate, effect: 'initiated' },
  { method: 'GET', on: 'migration', edge: null, handle: readMigration },
  { method: 'POST', on: 'migration', edge: 'resume_migration', handle: resume, effect: 'resume-accepted' },
  { method: 'GET', on: 'phone', edge: null, handle: getPhone, budget: 'waba' },
  { method: 'POST', on: 'phone', edge: 'messages', handle: sendMessage, effect: 'message-accepted' },
  { method: 'GET', on: 'business', edge: null, handle: getBusiness },
  { method: 'GET', on: 'business', edge: 'owned_whatsapp_business_accounts', handle: getOwnedWabas },
  { method: 'GET', on: 'business', edge: 'client_whatsapp_business_accounts', handle: getClientWabas },
  { method: 'GET', on: 'business', edge: 'extendedcredits', handle: getCreditLines, budget: 'credit' },
  { method: 'GET', on: 'line', edge: null, handle: getCreditLine },
  { method: 'GET', on: 'line', edge: 'owning_credit_allocation_configs', handle: getAllocations, budget: 'credit' },
  { method: 'GET', on: 'line', edge: 'extended_credit_invoice_groups', handle: getInvoiceGroups },
  { method: 'POST', on: 'line', edge: 'whatsapp_credit_sharing', handle: shareLine, effect: 'shared' },
  { method: 'POST', on: 'line', edge: 'whatsapp_credit_attach', handle: attachLine, effect: 'attached' },
  {
    method: 'POST',
    on: 'line',
    edge: 'whatsapp_credit_sharing_and_attach',
    handle: shareAndAttachLine,
    budget: 'credit',
    effect: 'shared-and-attached',
  },
  { method: 'GET', on: 'allocation', edge: null, handle: getAllocation, budget: 'credit' },
  {
    method: 'DELETE',
    on: 'allocation',
    edge: null,
    handle: deleteAllocation,
    budget: 'credit',
    effect: 'allocation-deleted',
  },
  { method: 'GET', on: 'me', edge: null, handle: getMe },
  { method: 'GET', on: 'me', edge: 'businesses', handle: getMyBusinesses },
  { method: 'GET', on: 'debug_token', edge: null, handle: debugToken },
];

/** What an id stands for; null where nothing has it. */
export function kindOfId({ state }: World, id: string): NodeKind | null {
  const has = (list: readonly { id: string }[]): boolean => list.some((item) => item.id === id);
  if (id === 'me' || id === 'debug_token') return id;
  if (has(state.wabas)) return 'waba';
  if (has(state.migrations)) return 'migration';
  if (has(state.businesses)) return 'business';
  if (has(state.creditLines)) return 'line';
  if (has(state.allocations)) return 'allocation';
  return state.wabas.some(({ numbers }) => has(numbers)) ? 'phone' : null;
}
