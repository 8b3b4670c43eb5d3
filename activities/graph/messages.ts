/** Sending: one template message, to see that a moved number can. */
import type { GraphApi } from './api';
import { unlistedBucket } from './budgets';
import type { Caller } from './caller';
import { acceptedMessage } from './schemas';

/** The call that sends a message. It counts against the number's throughput, not against an hourly budget. */
export function messageCalls(caller: Caller): Pick<GraphApi, 'sendTemplateMessage'> {
  return {
    sendTemplateMessage: (call, phoneNumberId, message) =>
      caller.write(
        call,
        {
          method: 'POST',
          path: [phoneNumberId, 'messages'],
          body: {
            messaging_product: 'whatsapp',
            to: message.to,
            type: 'template',
            template: { name: message.template, language: { code: message.language } },
          },
          bucket: unlistedBucket(phoneNumberId, call.budgetOf),
        },
        acceptedMessage,
      ),
  };
}
