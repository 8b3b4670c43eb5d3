/** Follows a run in Temporal: one cheap describe a round, and a query only after its history grew. */
import { readPolling } from '../runs/polling';
import type { AnyRunState, Followed, RunKind } from '../runs/run-kind';
import { composeState, describeRun, isOpen } from '../runs/state-document';
import type { Calls } from '../temporal/calls';
import { follow, waitIn, type Look, type WaitOptions, type WatchOptions } from './follow';

/** One look at a run, with what tells whether the next one needs a query. */
interface RunLook<S extends AnyRunState> extends Look<Followed<S>> {
  readonly runId: string;
  readonly historyLength: number;
}

async function lookAt<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  run: { readonly workflowId: string; readonly runId: string | undefined },
  before: RunLook<S> | undefined,
): Promise<RunLook<S>> {
  // The run of the first look is followed to its end, even when another one is started under the same id.
  const description = await describeRun(calls, run.workflowId, before?.runId ?? run.runId);
  const { runId, historyLength } = description;
  const open = isOpen(description);
  const unchanged = before !== undefined && before.open && open && before.historyLength === historyLength;
  const state = unchanged
    ? { ...before.state, polling: await readPolling(calls.client, description) }
    : await composeState(calls, kind, description);
  return { runId, historyLength, open, state };
}

/** The state documents of a run, the present one first, then one for every change, until it ends. */
export function watchRun<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  workflowId: string,
  options: WatchOptions = {},
): AsyncGenerator<Followed<S>, void, void> {
  const { runId } = options;
  return follow<Followed<S>, RunLook<S>>((before) => lookAt(calls, kind, { workflowId, runId }, before), options);
}

/** Waits until a run has closed or, where asked for, a person is needed; answers with the state then. */
export async function waitForRun<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  workflowId: string,
  options: WaitOptions<Followed<S>> = {},
): Promise<Followed<S>> {
  return waitIn(watchRun(calls, kind, workflowId, options), options);
}
