/** What a route answers with, for the OpenAPI document: its own shapes, and the problems that it can end in. */
import type { z } from 'zod';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, problemSchema, type ProblemType } from '../problems';

/** One answer of a route, by media type. */
export interface Answer<S extends z.ZodType = z.ZodType> {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: S }>>;
}

/** A JSON answer. */
export const json = <S extends z.ZodType>(description: string, schema: S): Answer<S> => ({
  description,
  content: { 'application/json': { schema } },
});

/** The same answer, or a problem with that status. */
export const orProblem = <S extends z.ZodType>({ description, content }: Answer<S>): Answer<S> => ({
  description,
  content: { ...content, [PROBLEM_MEDIA_TYPE]: { schema: problemSchema as unknown as S } },
});

/** Problems that any route can end in. */
const ALWAYS: readonly ProblemType[] = ['malformed-request', 'forbidden', 'rate-limited', 'internal', 'stopping'];
/** Problems of a route that asks who one is. */
const OF_GUARDED: readonly ProblemType[] = ['unauthorized'];
/** Problems of a route that asks Temporal. */
const OF_TEMPORAL: readonly ProblemType[] = ['temporal-unavailable', 'payload-key-missing'];
/** Problems of a route with a body. */
const OF_BODIES: readonly ProblemType[] = ['payload-too-large', 'unsupported-media-type'];

/** What a route does, beside its own problems. */
interface Does {
  readonly asksTemporal?: boolean;
  readonly takesBody?: boolean;
  /** Asks nobody who they are. */
  readonly isPublic?: boolean;
}

/** One answer per status, which names every problem that has it. */
export function problems(own: readonly ProblemType[], does: Does = {}): Readonly<Record<number, Answer>> {
  const types = [
    ...own,
    ...(does.asksTemporal ? OF_TEMPORAL : []),
    ...(does.takesBody ? OF_BODIES : []),
    ...(does.isPublic ? [] : OF_GUARDED),
    ...ALWAYS,
  ];
  const byStatus = new Map<number, ProblemType[]>();
  for (const type of new Set(types))
    byStatus.set(PROBLEMS[type].status, [...(byStatus.get(PROBLEMS[type].status) ?? []), type]);
  const content = { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } };
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      status,
      { description: of.map((type) => `${PROBLEMS[type].title} (\`${type}\`).`).join(' '), content },
    ]),
  );
}
