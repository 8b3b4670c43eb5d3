/** The test message that a start may ask for: sent once, and never said to be more than accepted. */
import { makeCheck, type CheckResult } from '../../domain/checks';
import type { MigrationInput } from '../../domain/input';
import type { TestMessageOutcome } from '../../domain/state';
import { waitToSend } from '../runs/interruptible';
import { known } from '../runs/known';
import { once } from '../runs/once';
import { sendTestMessage } from './proxies';
import type { MigrationRun } from './run';
import { clearToWrite } from './waits';

const RESULTS: Record<TestMessageOutcome['state'], CheckResult> = {
  'accepted-not-proven': 'match',
  refused: 'mismatch',
  unknown: 'incomplete',
  'not-sent': 'incomplete',
};

/**
 * Sends the test message from one moved number and puts the check on the report. A lost answer is not repeated: it might
 * send twice. However it ends, the numbers have moved, so it holds nothing up.
 */
export async function sendTestMessageOnce(run: MigrationRun): Promise<void> {
  const message = run.input.testMessage;
  if (!message || run.testMessage) return;
  run.testMessage = await send(run, message);
  const { state, text } = run.testMessage;
  const others = run.checks.filter((check) => check.stage === 'confirm' && check.name !== 'test-message');
  run.adoptChecks('confirm', [...others, makeCheck('test-message', RESULTS[state], text)]);
  run.note(`Test message: ${state}. ${text}`);
}

async function send(
  run: MigrationRun,
  message: NonNullable<MigrationInput['testMessage']>,
): Promise<TestMessageOutcome> {
  const sender = run.numbers.find((number) => number.on === 'clone' && number.status.toUpperCase() === 'CONNECTED');
  if (!sender) return { state: 'not-sent', messageId: null, text: 'No number on the clone is connected.' };
  for (;;) {
    await clearToWrite(run);
    const answer = await once(() =>
      sendTestMessage({
        run: run.ref,
        destinationWabaId: known(run.destinationWabaId),
        phoneNumberId: known(sender.cloneId),
        ...message,
      }),
    );
    if (!('kind' in answer)) return answer;
    if (answer.kind === 'unknown') {
      const text = `Its answer was lost (${answer.message}); it is not sent again.`;
      return { state: 'unknown', messageId: null, text };
    }
    await waitToSend(run, answer);
  }
}
