import type { Waba } from '../account';
import type { FieldRequest } from '../fields';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { nestedPageRequest, requestedFields, requireScope, requireWaba } from '../graph-call';
import type { JsonObject } from '../json';
import type { NodeShape } from '../nodes';
import { readNode } from '../nodes';
import type { PageRequest } from '../paging';
import { listUsers } from './assigned-users';
import { listFlows } from './flows';
import { shownFundingId } from './funding';
import { wabaHealth } from './health';
import { listPhones } from './phone-numbers';
import { listApps } from './subscribed-apps';
import { listTemplates } from './templates';

type EdgeList = (call: GraphCall, waba: Waba, request: PageRequest, fields: FieldRequest[] | null) => JsonObject;

/** An edge nested in a read of the account: `message_templates.limit(100){name,language}`. */
const nested =
  (edge: string, list: EdgeList) =>
  (waba: Waba, call: GraphCall, request: FieldRequest): JsonObject =>
    list(call, waba, nestedPageRequest(call, `/${waba.id}/${edge}`, request.args), request.sub);

const owner = (waba: Waba, call: GraphCall): JsonObject => ({
  name: call.world.state.businesses.find(({ id }) => id === waba.businessId)?.name ?? '',
  id: waba.businessId,
});

/** Fields that are edges of their own; a read that expands one may cost more than one call. */
export const expandableEdges = ['message_templates', 'phone_numbers', 'flows', 'subscribed_apps', 'assigned_users'];

/** The WABA node with the fields of v26. */
export const wabaNode: NodeShape<Waba> = {
  type: 'WhatsAppBusinessAccount',
  defaults: ['name', 'currency', 'timezone_id', 'message_template_namespace'],
  bspOnly: ['primary_funding_id', 'owner_business_info'],
  fields: {
    name: (waba) => waba.name,
    // Absent until a line is attached, where the account was made without one.
    currency: (waba) => waba.currency || undefined,
    timezone_id: (waba) => waba.timezoneId,
    message_template_namespace: (waba) => waba.namespace,
    account_review_status: (waba) => waba.accountReviewStatus,
    business_verification_status: (waba, call) =>
      call.world.state.businesses.find(({ id }) => id === waba.businessId)?.verificationStatus ?? 'not_verified',
    country: (waba) => waba.country,
    // Seconds, as a number: the SDK's specs type it int.
    creation_time: (waba) => Math.floor(waba.createdMs / 1000),
    status: (waba) => waba.status,
    ownership_type: () => 'CLIENT_OWNED',
    is_shared_with_partners: (waba) => waba.sharedWith.length > 0,
    owner_business: owner,
    owner_business_info: owner,
    on_behalf_of_business_info: () => undefined,
    primary_funding_id: (waba, call) => shownFundingId(call, waba),
    purchase_order_number: () => undefined,
    primary_business_location: (waba) => waba.country,
    is_enabled_for_insights: (waba) => waba.settings.is_enabled_for_insights,
    disable_marketing_messages_on_cloud_api: (waba) => waba.settings.disable_marketing_messages_on_cloud_api,
    template_auto_archival_enabled: (waba) => waba.settings.template_auto_archival_enabled,
    health_status: (waba, call) => wabaHealth(call, waba),
    analytics: () => undefined,
    auth_international_rate_eligibility: () => undefined,
    linked_commerce_account: () => undefined,
    marketing_messages_ad_account: () => undefined,
    marketing_messages_lite_api_status: () => 'INELIGIBLE',
    marketing_messages_onboarding_status: () => 'INELIGIBLE',
    whatsapp_business_manager_messaging_limit: () => 'TIER_10K',
    whatsapp_manager_marketing_messages_max_price_enroll_status: () => undefined,
    message_templates: nested('message_templates', listTemplates),
    phone_numbers: nested('phone_numbers', listPhones),
    flows: nested('flows', listFlows),
    assigned_users: nested('assigned_users', listUsers),
    subscribed_apps: (waba, call) => listApps(call, waba),
  },
};

/** `GET /{waba}`. */
export function getWaba(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  return { body: readNode(wabaNode, requireWaba(call, wabaId), requestedFields(call), call) };
}
