import type { Template, Waba } from '../account';
import type { FieldRequest } from '../fields';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { pageRequest, requestedFields, requireScope, requireWaba } from '../graph-call';
import type { JsonObject } from '../json';
import type { NodeShape } from '../nodes';
import { readNode } from '../nodes';
import type { PageRequest } from '../paging';
import { page } from '../paging';
import { templateHealth } from './health';
import { filterValues, summaryFields } from './list-arguments';

const templateLimit = 6_000;

function templateShape(waba: Waba): NodeShape<Template> {
  return {
    type: 'WhatsAppMessageTemplate',
    defaults: ['name', 'parameter_format', 'components', 'language', 'status', 'category'],
    fields: {
      name: (template) => template.name,
      parameter_format: (template) => template.parameterFormat,
      components: (template) => template.components,
      language: (template) => template.language,
      status: (template) => template.status,
      category: (template) => template.category,
      sub_category: () => undefined,
      previous_category: () => undefined,
      correct_category: () => undefined,
      rejected_reason: (template) => (template.status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE'),
      quality_score: (template) => ({ score: template.quality }),
      message_send_ttl_seconds: () => undefined,
      cta_url_link_tracking_opted_out: () => false,
      health_status: (template, call) => templateHealth(call, waba, template),
    },
  };
}

function matchesFilters(template: Template, args: Record<string, string>): boolean {
  const oneOf = (name: string, value: string): boolean => {
    const wanted = filterValues(args[name]);
    return wanted.length === 0 || wanted.includes(value);
  };
  return (
    oneOf('status', template.status) &&
    oneOf('language', template.language) &&
    oneOf('category', template.category) &&
    oneOf('quality_score', template.quality) &&
    (args['name'] === undefined || template.name.includes(args['name']))
  );
}

/** The edge `message_templates`, called by itself or nested in a read of the account. */
export function listTemplates(
  call: GraphCall,
  waba: Waba,
  request: PageRequest,
  fields: FieldRequest[] | null,
): JsonObject {
  const found = waba.templates.filter((template) => matchesFilters(template, request.args));
  const shape = templateShape(waba);
  const answer = page(found, request, (template) => readNode(shape, template, fields, call));
  const summary = summaryFields(request.args['summary'], {
    total_count: found.length,
    message_template_count: waba.templates.length,
    message_template_limit: templateLimit,
    are_translations_complete: true,
  });
  return summary ? { ...answer, summary } : answer;
}

/** `GET /{waba}/message_templates`. */
export function getTemplates(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  const waba = requireWaba(call, wabaId);
  return { body: listTemplates(call, waba, pageRequest(call), requestedFields(call)) };
}
