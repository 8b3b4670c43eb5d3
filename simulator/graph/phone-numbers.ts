import type { PhoneNumber, Waba } from '../account';
import { badParameter, missingOrForbidden } from '../errors';
import type { FieldRequest } from '../fields';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { mayReach, pageRequest, requestedFields, requireScope, requireWaba } from '../graph-call';
import type { JsonObject } from '../json';
import { readNode } from '../nodes';
import type { PageRequest } from '../paging';
import { page } from '../paging';
import { findWabaOfPhone } from '../world';
import { summaryFields } from './list-arguments';
import { phoneNode, phoneOnEdge } from './phone-node';

function filtered(numbers: PhoneNumber[], filtering: string | undefined): PhoneNumber[] {
  if (filtering === undefined) return numbers;
  let filters: unknown;
  try {
    filters = JSON.parse(filtering);
  } catch {
    throw badParameter('Param filtering must be an array.');
  }
  if (!Array.isArray(filters)) throw badParameter('Param filtering must be an array.');
  // Every number of the simulator is LIVE, so asking for SANDBOX finds none.
  const sandbox = filters.some((filter) => JSON.stringify(filter).includes('SANDBOX'));
  return sandbox ? [] : numbers;
}

/** The edge `phone_numbers`, newest first. */
export function listPhones(
  call: GraphCall,
  waba: Waba,
  request: PageRequest,
  fields: FieldRequest[] | null,
): JsonObject {
  const ascending = request.args['sort']?.includes('asc') ?? false;
  const sorted = [...waba.numbers].sort((a, b) => (b.lastOnboardedMs - a.lastOnboardedMs) * (ascending ? -1 : 1));
  const numbers = filtered(sorted, request.args['filtering']);
  const answer = page(numbers, request, (phone) => readNode(phoneOnEdge, phone, fields, call));
  const summary = summaryFields(request.args['summary'], { total_count: numbers.length });
  return summary ? { ...answer, summary } : answer;
}

/** `GET /{waba}/phone_numbers`. */
export function getPhones(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  return { body: listPhones(call, requireWaba(call, wabaId), pageRequest(call), requestedFields(call)) };
}

/** The number and the account that holds it now, or 100/33. */
export function requirePhone(call: GraphCall, phoneId: string): { phone: PhoneNumber; waba: Waba } {
  const waba = findWabaOfPhone(call.world, phoneId);
  const phone = waba?.numbers.find(({ id }) => id === phoneId);
  if (!waba || !phone || !mayReach(call, waba)) throw missingOrForbidden(call.method, phoneId);
  return { phone, waba };
}

/** `GET /{phone}`. */
export function getPhone(call: GraphCall, phoneId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  return { body: readNode(phoneNode, requirePhone(call, phoneId).phone, requestedFields(call), call) };
}
