import type { Flow, PhoneNumber, Template } from '../account';
import type { State } from '../state';
import { newId } from '../state';
import type { FlowSpec, NumberSpec, TemplateSpec } from './spec';

const topics = [
  ['order_confirmation', 'UTILITY', 'Hi {{1}}, your order {{2}} is confirmed.'],
  ['delivery_update', 'UTILITY', 'Good news {{1}}: parcel {{2}} arrives today.'],
  ['appointment_reminder', 'UTILITY', 'Hi {{1}}, we expect you on {{2}}.'],
  ['seasonal_offer', 'MARKETING', 'Hello {{1}}, this week everything in {{2}} costs less.'],
  ['payment_receipt', 'UTILITY', 'We received your payment of {{1}} for {{2}}.'],
  ['cart_reminder', 'MARKETING', 'Hi {{1}}, {{2}} is still in your cart.'],
] as const;

const languages = ['en_US', 'pt_BR', 'hi'] as const;

/** A number from what the spec says of it; one under review is neither connected nor approved by name. */
export function makeNumber(state: State, spec: NumberSpec, nowMs: number): PhoneNumber {
  const id = spec.id ?? newId(state, 'phone');
  const inReview = spec.inReview ?? false;
  const line = String(Number(id.slice(-9)) % 10_000_000).padStart(7, '0');
  return {
    id,
    display: spec.display ?? `+1 631-${line.slice(0, 3)}-${line.slice(3)}`,
    verifiedName: 'Lucky Shrub',
    status: spec.status ?? (inReview ? 'PENDING' : 'CONNECTED'),
    nameStatus: spec.nameStatus ?? (inReview ? 'PENDING_REVIEW' : 'APPROVED'),
    inReview,
    isOnBizApp: spec.isOnBizApp ?? false,
    platformType: spec.platformType ?? 'CLOUD_API',
    qualityRating: spec.qualityRating ?? 'GREEN',
    codeVerificationStatus: 'VERIFIED',
    throughput: 'STANDARD',
    lastOnboardedMs: nowMs,
  };
}

/** Numbers from a count or a list; display numbers made here never repeat within the account. */
export function makeNumbers(state: State, spec: number | NumberSpec[], nowMs: number): PhoneNumber[] {
  const specs = typeof spec === 'number' ? Array.from({ length: spec }, (): NumberSpec => ({})) : spec;
  return specs.map((one) => makeNumber(state, one, nowMs));
}

/** A template from what the spec says of it. */
export function makeTemplate(state: State, spec: TemplateSpec): Template {
  return {
    id: spec.id ?? newId(state, 'template'),
    name: spec.name,
    language: spec.language,
    status: spec.status ?? 'APPROVED',
    category: spec.category ?? 'UTILITY',
    outdated: spec.outdated ?? false,
    parameterFormat: 'POSITIONAL',
    components: spec.components ?? [{ type: 'BODY', text: 'Your appointment is confirmed.' }],
    quality: 'GREEN',
  };
}

/** Templates from a count or a list. Made ones use media headers and Flow buttons, which differ on a clone. */
export function makeTemplates(state: State, spec: number | TemplateSpec[], wabaId: string, flows: Flow[]): Template[] {
  if (typeof spec !== 'number') return spec.map((one) => makeTemplate(state, one));
  return Array.from({ length: spec }, (_, index): Template => {
    const [topic, category, text] = topics[index % topics.length] ?? topics[0];
    const round = Math.floor(index / topics.length);
    const components: Template['components'] = [{ type: 'BODY', text, example: { body_text: [['Ana', 'LS-1042']] } }];
    if (index % 4 === 3) {
      const handle = `https://scontent.whatsapp.net/media/${wabaId}/${topic}.jpg`;
      components.unshift({ type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } });
    }
    const flow = flows[index % Math.max(flows.length, 1)];
    if (flow && index % 5 === 2) {
      const button = { type: 'FLOW', text: 'Choose a time', flow_id: flow.id, flow_action: 'NAVIGATE' };
      components.push({ type: 'BUTTONS', buttons: [button] });
    }
    const language = languages[index % languages.length] ?? 'en_US';
    const name = round === 0 ? topic : `${topic}_${round + 1}`;
    return makeTemplate(state, { name, language, category, components });
  });
}

/** A Flow from what the spec says of it. */
export function makeFlow(state: State, spec: FlowSpec): Flow {
  return {
    id: spec.id ?? newId(state, 'flow'),
    name: spec.name,
    status: spec.status ?? 'PUBLISHED',
    categories: spec.categories ?? ['APPOINTMENT_BOOKING'],
  };
}

/** Flows from a count or a list. */
export function makeFlows(state: State, spec: number | FlowSpec[]): Flow[] {
  const specs =
    typeof spec === 'number' ? Array.from({ length: spec }, (_, i): FlowSpec => ({ name: `booking_${i + 1}` })) : spec;
  return specs.map((one) => makeFlow(state, one));
}
