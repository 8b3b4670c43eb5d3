/** Reads something live from Meta for a client: only workers hold Meta's tokens, so clients ask a worker. */
import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import { failure } from '../domain/failures';
import { graphQuestionSchema, type GraphAnswer, type GraphQuestionStart } from '../domain/credit/questions';
import { askGraph } from './credit/proxies';
import { parseStart } from './runs/parse-start';

/**
 * Asks one question and returns its answer, within a minute. What Meta refuses, or nobody answers in time, fails the run
 * with an `ApplicationFailure` of the activity's type whose message says what to do.
 */
export async function readGraph(start: GraphQuestionStart): Promise<GraphAnswer> {
  const question = parseStart(graphQuestionSchema, start);
  try {
    return await askGraph.executeWithOptions({ summary: `Read ${question.kind.replace('-', ' ')} from Meta` }, [
      question,
    ]);
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    if (error.cause instanceof ApplicationFailure) throw error.cause;
    const message = 'Meta did not answer within a minute, or no worker did: look whether a worker runs, and ask again.';
    throw ApplicationFailure.create(failure('GraphUnavailable', message));
  }
}
