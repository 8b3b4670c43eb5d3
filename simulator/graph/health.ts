import type { PhoneNumber, Template, Waba } from '../account';
import type { GraphCall } from '../graph-call';
import type { JsonObject } from '../json';
import { isFunded } from './funding';

type CanSend = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

interface Entity {
  type: string;
  id: string;
  canSend: CanSend;
  error?: { code: number; description: string; solution: string };
}

/** The overall word is that of the worst entity. */
function health(entities: Entity[]): JsonObject {
  const worst = (['BLOCKED', 'LIMITED'] as const).find((word) => entities.some(({ canSend }) => canSend === word));
  return {
    can_send_message: worst ?? 'AVAILABLE',
    entities: entities.map(({ type, id, canSend, error }) => ({
      entity_type: type,
      id,
      can_send_message: canSend,
      ...(error && {
        errors: [{ error_code: error.code, error_description: error.description, possible_solution: error.solution }],
      }),
    })),
  };
}

function wabaEntities(call: GraphCall, waba: Waba): Entity[] {
  const own: Entity = { type: 'WABA', id: waba.id, canSend: 'AVAILABLE' };
  if (!isFunded(call, waba)) {
    const solution = 'Add a payment method to the WhatsApp Business Account.';
    own.canSend = 'BLOCKED';
    own.error = { code: 141006, description: 'There is an error with the payment method.', solution };
  } else if (waba.movedAway) {
    own.canSend = 'BLOCKED';
  }
  return [
    own,
    { type: 'BUSINESS', id: waba.businessId, canSend: 'AVAILABLE' },
    { type: 'APP', id: call.token.appId, canSend: 'AVAILABLE' },
  ];
}

export const wabaHealth = (call: GraphCall, waba: Waba): JsonObject => health(wabaEntities(call, waba));

export function phoneHealth(call: GraphCall, waba: Waba, phone: PhoneNumber): JsonObject {
  const canSend = phone.status === 'CONNECTED' ? 'AVAILABLE' : 'BLOCKED';
  return health([{ type: 'PHONE_NUMBER', id: phone.id, canSend }, ...wabaEntities(call, waba)]);
}

export function templateHealth(call: GraphCall, waba: Waba, template: Template): JsonObject {
  const own: Entity = { type: 'MESSAGE_TEMPLATE', id: template.id, canSend: 'AVAILABLE' };
  if (template.status !== 'APPROVED') {
    own.canSend = 'BLOCKED';
    own.error = { code: 141002, description: 'The template is not approved.', solution: 'Wait for its review.' };
  }
  return health([own, ...wabaEntities(call, waba)]);
}
