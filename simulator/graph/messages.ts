import { randomBytes } from 'node:crypto';

import { z } from 'zod';

import type { Template, Waba } from '../account';
import { badParameter, messagingRefusal, notEligible } from '../errors';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { isFunded } from './funding';
import { requirePhone } from './phone-numbers';

const messageSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  to: z.string().min(1),
  type: z.string().default('text'),
  template: z.object({ name: z.string(), language: z.object({ code: z.string() }) }).optional(),
});

/**
 * `POST /{phone}/messages`. An answer of 200 says "accepted" and no more. What Meta reports later by webhook
 * (payment, 131042) is refused at once here, so that a test sees it.
 */
export function sendMessage(call: GraphCall, phoneId: string): GraphAnswer {
  if (!call.token.scopes.includes('whatsapp_business_messaging')) {
    throw notEligible('Application does not have permission for this action');
  }
  const { phone, waba } = requirePhone(call, phoneId);
  const message = messageSchema.safeParse(call.params);
  if (!message.success) {
    throw badParameter(`Invalid parameter ${message.error.issues[0]?.path.join('.') ?? ''}`);
  }
  const { to, type, template } = message.data;
  if (phone.status !== 'CONNECTED') {
    throw messagingRefusal(133010, 'Account not registered', 'The account does not exist in the Cloud API');
  }
  if (waba.movedAway) {
    throw messagingRefusal(131031, 'Account has been locked', 'The WhatsApp Business Account can no longer send');
  }
  if (type === 'template') refuseBadTemplate(waba, template?.name ?? '', template?.language.code ?? '');
  if (!isFunded(call, waba)) {
    const details = 'Message failed to send because there were one or more errors related to your payment method.';
    throw messagingRefusal(131042, 'Business eligibility payment issue', details);
  }
  const messageId = `wamid.${randomBytes(24).toString('base64url')}`;
  return {
    body: {
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: to.replace(/\D/g, '') }],
      messages: [{ id: messageId, message_status: 'accepted' }],
    },
    effect: { kind: 'message-accepted', wabaId: waba.id, phoneNumberId: phoneId, messageId },
  };
}

function refuseBadTemplate(waba: Waba, name: string, language: string): void {
  if (name === 'hello_world') {
    const details = 'Hello World templates can only be sent from the Public Test Numbers';
    throw messagingRefusal(131058, 'Hello World template', details);
  }
  const found: Template | undefined = waba.templates.find(
    (other) => other.name === name && other.language === language,
  );
  if (found?.status !== 'APPROVED') {
    const details = `template name (${name}) does not exist in ${language}`;
    throw messagingRefusal(132001, 'Template name does not exist in the translation', details);
  }
}
