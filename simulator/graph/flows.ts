import type { Flow, Waba } from '../account';
import type { FieldRequest } from '../fields';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { pageRequest, requestedFields, requireScope, requireWaba } from '../graph-call';
import type { JsonObject } from '../json';
import type { NodeShape } from '../nodes';
import { readNode } from '../nodes';
import type { PageRequest } from '../paging';
import { page } from '../paging';

const flowShape: NodeShape<Flow> = {
  type: 'WhatsAppFlow',
  defaults: ['name', 'status', 'categories', 'validation_errors'],
  fields: {
    name: (flow) => flow.name,
    status: (flow) => flow.status,
    categories: (flow) => flow.categories,
    validation_errors: () => [],
    json_version: () => '7.0',
    data_api_version: () => '3.0',
    endpoint_uri: () => undefined,
  },
};

/** The edge `flows`, called by itself or nested. */
export function listFlows(
  call: GraphCall,
  waba: Waba,
  request: PageRequest,
  fields: FieldRequest[] | null,
): JsonObject {
  return page(waba.flows, request, (flow) => readNode(flowShape, flow, fields, call));
}

/** `GET /{waba}/flows`. */
export function getFlows(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  return { body: listFlows(call, requireWaba(call, wabaId), pageRequest(call), requestedFields(call)) };
}
