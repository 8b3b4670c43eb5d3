import type { State } from '../state';
import { emptyState } from '../state';
import { addAccount } from './account';
import { partner } from './partner';
import { accountSpecSchema } from './spec';

/** The partner with app, system user token and line of credit, and no account. */
export function partnerState(): State {
  const state = emptyState();
  state.apps.push({ id: partner.appId, name: 'Partner App', secret: partner.appSecret, requireProof: false });
  state.tokens.push({
    ref: 'default',
    token: partner.token,
    type: 'SYSTEM_USER',
    appId: partner.appId,
    businessId: partner.businessId,
    userId: partner.userId,
    userName: partner.userName,
    scopes: ['business_management', 'whatsapp_business_management', 'whatsapp_business_messaging', 'public_profile'],
    targetIds: null,
    bsp: true,
    role: 'admin',
    valid: true,
    subcode: null,
  });
  state.businesses.push({ id: partner.businessId, name: partner.businessName, verificationStatus: 'verified' });
  state.creditLines.push({
    id: partner.creditLineId,
    businessId: partner.businessId,
    legalEntityName: 'Partner Portfolio Ltd',
    country: 'IN',
    maxBalance: 50_000_000,
    balance: 1_234_500,
    accessRevoked: false,
    invoiceGroups: [{ id: '6040000000000001', name: 'WhatsApp customers', emails: ['billing@example.com'] }],
  });
  return state;
}

/** The accounts that a first look finds: one on the line, one on a card, and three to play with. */
export function defaultSeed(nowMs: number): State {
  const state = partnerState();
  const lucky = '2729063490586005';
  const add = (spec: unknown): void => void addAccount(state, accountSpecSchema.parse(spec), nowMs);
  add({
    id: '102290129340398',
    name: 'Lucky Shrub',
    businessId: lucky,
    country: 'IN',
    timezoneId: '71',
    numbers: [{ display: '+1 631-555-0101' }, { display: '+1 631-555-0102' }, { display: '+1 631-555-0103' }],
    templates: 12,
    flows: 2,
    funding: 'line',
  });
  add({
    id: '102290129340399',
    name: 'Lucky Shrub Gifts',
    businessId: lucky,
    country: 'IN',
    timezoneId: '71',
    numbers: [{ display: '+1 631-555-0111' }, { display: '+1 631-555-0112' }],
    templates: 5,
    funding: 'card',
  });
  add({
    id: '102290129340401',
    name: 'Wind & Wool',
    businessId: '2729063490586011',
    country: 'BR',
    timezoneId: '25',
    numbers: [{ display: '+1 631-555-0121' }, { display: '+1 631-555-0122', inReview: true }],
    templates: 8,
    flows: 1,
  });
  add({
    id: '102290129340402',
    name: 'Jasper Market',
    businessId: '2729063490586012',
    numbers: [{ display: '+1 631-555-0131' }, { display: '+1 631-555-0132' }],
    templates: 6,
    behaviour: { initiations: ['failed', 'ready'], resumes: ['failed:1', 'completed'] },
  });
  add({
    id: '102290129340403',
    name: 'Corner Cafe',
    businessId: '2729063490586013',
    numbers: [{ display: '+1 631-555-0141', isOnBizApp: true }],
    templates: 2,
    funding: 'card',
  });
  return state;
}
