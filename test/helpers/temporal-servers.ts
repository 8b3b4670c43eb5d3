/** The two Temporal servers that suites use: the real one with a file, and the one that skips time. */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { findTestServer } from '../../runtime/server-finder';

/** An environment on the time-skipping server, found as `npm start` finds its server. Tear it down. */
export async function createTimeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const { path } = await findTestServer({ log: sayOnStderr });
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
}

/** Progress goes past jest's console, which would print a stack trace with every line. */
function sayOnStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
