/** The test message that a start may ask for: sent once, and never said to be more than accepted. */
import { makeCheck, type CheckResult } from '../../domain/checks';
import type { TestMessageOutcome } from '../../domain/state';
import { once } from './once';
import { sendTestMessage } from './proxies';
import { known } from './known';
import type { MigrationRun } from './run';

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
  const { state, text } = run.testMessage;
  const others = run.checks.filter((check) => check.stage === 'confirm' && check.name !== 'test-message');
  run.adoptChecks('confirm', [...others, makeCheck('test-message', RESULTS[state], text)]);
  run.note(`Test message: ${state}. ${text}`);
}

function unanswered(
  answer: { kind: 'unknown'; message: string } | { kind: 'not-sent-yet'; text: string },
): TestMessageOutcome {
  return answer.kind === 'unknown'
    ? { state: 'unknown', messageId: null, text: `Its answer was lost (${answer.message}); it is not sent again.` }
    : { state: 'not-sent', messageId: null, text: answer.text };
}
