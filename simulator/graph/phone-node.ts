import type { PhoneNumber } from '../account';
import { digitsOf } from '../account';
import type { FieldReader, NodeShape } from '../nodes';
import { findWabaOfPhone } from '../world';
import { phoneHealth } from './health';

const fields: Record<string, FieldReader<PhoneNumber>> = {
  display_phone_number: (phone) => phone.display,
  verified_name: (phone) => phone.verifiedName,
  status: (phone) => phone.status,
  name_status: (phone) => phone.nameStatus,
  new_name_status: () => 'NONE',
  quality_rating: (phone) => phone.qualityRating,
  quality_score: (phone) => ({ score: phone.qualityRating }),
  code_verification_status: (phone) => phone.codeVerificationStatus,
  account_mode: () => 'LIVE',
  platform_type: (phone) => phone.platformType,
  is_on_biz_app: (phone) => phone.isOnBizApp,
  is_official_business_account: () => false,
  is_pin_enabled: () => true,
  throughput: (phone) => ({ level: phone.throughput }),
  messaging_limit_tier: () => 'TIER_10K',
  whatsapp_business_manager_messaging_limit: () => 'TIER_10K',
  last_onboarded_time: (phone) => new Date(phone.lastOnboardedMs).toISOString().replace('.000Z', '+0000'),
  search_visibility: () => 'NON_VISIBLE',
  username: () => undefined,
  webhook_configuration: (phone, call) => {
    const waba = findWabaOfPhone(call.world, phone.id);
    const override = waba?.apps.find(({ id }) => id === call.token.appId)?.overrideCallbackUri;
    return override ? { whatsapp_business_account: override } : undefined;
  },
  health_status: (phone, call) => {
    const waba = findWabaOfPhone(call.world, phone.id);
    return waba && phoneHealth(call, waba, phone);
  },
};

const defaults = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'last_onboarded_time',
];

/** A number as the edge lists it, `+1 631-555-0101`. */
export const phoneOnEdge: NodeShape<PhoneNumber> = { type: 'WhatsAppBusinessPhoneNumber', defaults, fields };

/** A number read by itself: its display form has digits only, unlike on the edge. */
export const phoneNode: NodeShape<PhoneNumber> = {
  type: 'WhatsAppBusinessPhoneNumber',
  defaults,
  fields: { ...fields, display_phone_number: digitsOf },
};
