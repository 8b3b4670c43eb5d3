/** The test message that a start may ask for: sent once, and never said to be more than accepted. */
import type { TestMessageOutcome } from '../../domain/state';
import { once } from './once';
import { sendTestMessage } from './proxies';
import { known } from './known';
import type { MigrationRun } from './run';

/** Sends the test message from one moved number. A lost answer is not repeated: it might send twice. */
export async function sendTestMessageOnce(run: MigrationRun): Promise<void> {
  const message = run.input.testMessage;
  const sender = run.numbers.find((number) => number.on === 'clone' && number.status.toUpperCase() === 'CONNECTED');
  if (!message || run.testMessage || !sender) return;
  await run.clearToWrite();
  const answer = await once(() =>
    sendTestMessage({
      run: run.ref,
      destinationWabaId: known(run.destinationWabaId),
      phoneNumberId: known(sender.cloneId),
      ...message,
    }),
  );
  run.testMessage = 'kind' in answer ? unanswered(answer) : answer;
  run.note(`Test message: ${run.testMessage.state}. ${run.testMessage.text}`);
}

function unanswered(
  answer: { kind: 'unknown'; message: string } | { kind: 'not-sent-yet'; text: string },
): TestMessageOutcome {
  return answer.kind === 'unknown'
    ? { state: 'unknown', messageId: null, text: `Its answer was lost (${answer.message}); it is not sent again.` }
    : { state: 'not-sent', messageId: null, text: answer.text };
}
