/** The checked input of a run: what no client would send fails the run at once, with the field named. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { z } from 'zod';
import { failure } from '../../domain/failures';

/** Parses what a run was started with and fills in its defaults; throws `InvalidInput`. */
export function parseStart<S extends z.ZodType>(schema: S, start: unknown): z.output<S> {
  const parsed = schema.safeParse(start);
  if (parsed.success) return parsed.data;
  throw ApplicationFailure.create(failure('InvalidInput', firstIssue(parsed.error)));
}

/** What is wrong with an input, in one line: the field and why. */
export function firstIssue({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'not understood'}`;
}
