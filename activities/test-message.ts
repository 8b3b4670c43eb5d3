/** The optional test message: the only sign of life that can be asked for, and it proves no more than "accepted". */
import type { TestMessageOutcome } from '../domain/state';
import type { SendTestMessageInput } from './contract';
import { problemOf } from './failures';
import { isGraphError } from './graph/errors';
import type { Attempt } from './guards';

/**
 * Sends one template message. If it runs twice it sends twice: sends are not idempotent. So it has one attempt, and a
 * lost answer is an outcome, not a reason to try again.
 */
export async function sendTestMessage(attempt: Attempt, input: SendTestMessageInput): Promise<TestMessageOutcome> {
  const { phoneNumberId, to, template, language, destinationWabaId } = input;
  const outcome = (state: TestMessageOutcome['state'], text: string, messageId: string | null = null) => ({
    state,
    messageId,
    text,
  });
  try {
    const { messageId, status } = await attempt.deps.graph.sendTemplateMessage(
      { ...attempt.write, budgetOf: destinationWabaId },
      phoneNumberId,
      { to, template, language },
    );
    const as = status === undefined ? '' : ` as ${status}`;
    return outcome(
      'accepted-not-proven',
      `Meta accepted the test message${as}; only its delivery report would prove that it arrived.`,
      messageId,
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const lost = outcome('unknown', `The answer to the test message was lost, so it is not sent again: ${message}`);
    if (!isGraphError(error)) return lost;
    switch (problemOf(error)) {
      case 'refused':
        return outcome('refused', `Meta refused the test message: ${message}`);
      case 'wait':
      case 'again':
        return outcome('not-sent', `The test message was not sent: ${message}`);
      case 'lost':
      case 'invalid':
      case 'aborted':
        return lost;
    }
  }
}
