/** The optional test message: the only sign of life that can be asked for, and it proves no more than "accepted". */
import type { TestMessageOutcome } from '../../domain/state';
import type { NotSentYet, SendTestMessageInput } from '../contract';
import type { Attempt } from '../guards';
import { sendOnce } from '../send-once';

/**
 * Sends one template message. If it runs twice it sends twice: sends are not idempotent. So it has one attempt, and a
 * lost answer is an outcome, not a reason to try again; throttling, which shows that nothing was sent, is one to wait.
 */
export async function sendTestMessage(
  attempt: Attempt,
  input: SendTestMessageInput,
): Promise<TestMessageOutcome | NotSentYet> {
  const { phoneNumberId, to, template, language, destinationWabaId } = input;
  const answer = await sendOnce(
    attempt,
    () =>
      attempt.deps.graph.sendTemplateMessage({ ...attempt.write, budgetOf: destinationWabaId }, phoneNumberId, {
        to,
        template,
        language,
      }),
    ({ messageId, status }) => ({
      kind: 'accepted' as const,
      messageId,
      as: status === undefined ? '' : ` as ${status}`,
    }),
  );
  switch (answer.kind) {
    case 'accepted': {
      const text = `Meta accepted the test message${answer.as}; only its delivery report would prove that it arrived.`;
      return { state: 'accepted-not-proven', messageId: answer.messageId, text };
    }
    case 'not-sent-yet':
      return answer;
    case 'refused':
      return { state: 'refused', messageId: null, text: `Meta refused the test message: ${answer.message}` };
    case 'unknown': {
      const text = `The answer to the test message was lost, so it is not sent again: ${answer.message}`;
      return { state: 'unknown', messageId: null, text };
    }
  }
}
