/**
 * The kinds of run that people follow and steer: migrations and credit operations. Both are asked by a query, told by
 * Updates, name their wait in the memo and leave a state document when they close, so reading, watching and telling
 * them is written once. What differs between them is a {@link RunKind}.
 */
import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import type { z } from 'zod';
import type { CreditRunState } from '../../domain/credit/state';
import type { Polling, RunState } from '../../domain/state';

/** What a run of either kind says of itself. */
export type AnyRunState = RunState | CreditRunState;

/** A state document as people and programs get it: what the run says, and the poll that only Temporal knows of. */
export type Followed<S extends AnyRunState> = S & { polling: Polling | null };

/** What Temporal itself knows of a closed run that left no document. */
export interface SilentEnd {
  readonly description: Pick<
    WorkflowExecutionDescription,
    'workflowId' | 'runId' | 'type' | 'status' | 'typedSearchAttributes' | 'memo' | 'startTime'
  >;
  readonly reason: string;
  /** When it closed, as ISO in UTC. */
  readonly closedAt: string;
}

/** One kind of run: its state document, its messages, and how its memo is read. */
export interface RunKind<S extends AnyRunState, V extends string> {
  /** What a closed run must have left to be taken at its word. */
  readonly schema: z.ZodType<S>;
  readonly stateQuery: QueryDefinition<S>;
  readonly verbUpdates: Readonly<Record<V, { readonly name: string }>>;
  /** The wait that the run stands in, by what its memo says; null where it stands in none. */
  readonly waitIn: (memo: Readonly<Record<string, unknown>> | undefined) => { readonly id: string } | null;
  /** The state of a closed run that left no document: its last phase, and what Temporal itself knows. */
  readonly stateOfSilent: (end: SilentEnd) => S;
}
