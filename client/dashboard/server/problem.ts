/** What can go wrong with a request, in one shape: the problem that the server names, or that it could not be asked. */

/** A fault of one field, as `invalid-input` lists them. */
export interface Fault {
  readonly in: string;
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

/** A problem document (RFC 9457) of the API, as far as pages show it. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly field: string | null;
  readonly fix: string | null;
  /** Under which the server's log has more; null where no answer came. */
  readonly requestId: string | null;
  readonly errors?: readonly Fault[];
  readonly otherRun?: { readonly workflowId: string; readonly runId: string };
  readonly closedRun?: { readonly workflowId: string; readonly runId: string; readonly phase: string };
}

/** A request that did not end well. `kind` is the last part of the problem's type: `no-worker`, `verb-refused`, … */
export class ProblemError extends Error {
  readonly kind: string;
  constructor(
    readonly problem: ProblemDocument,
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
    this.name = 'ProblemError';
    this.kind = problem.type.split('#')[1] ?? problem.type;
  }
}

/** The kind of what no server answered. */
export const UNREACHABLE = 'unreachable';

/** The kind of a decision that may have been taken, since no answer came to it. */
export const UNANSWERED = 'unanswered';

/** The problem of a request that got no answer. */
export function unreachable(cause: unknown): ProblemError {
  return new ProblemError(
    {
      type: UNREACHABLE,
      title: 'The server does not answer',
      status: 0,
      detail: 'The request got no answer: the server is away, or the network is.',
      field: null,
      fix: 'Migrations go on without it. This page tries again by itself.',
      requestId: null,
    },
    { cause },
  );
}

/** The problem that an answer names; one of a proxy's, which is no document, keeps its status. */
export function problemOf(body: unknown, response: Pick<Response, 'status' | 'headers'>): ProblemError {
  if (isProblem(body)) return new ProblemError(body);
  return new ProblemError({
    type: 'unreadable',
    title: 'The server cannot be asked now',
    status: response.status,
    detail: `Something between this page and the server answered with status ${response.status}.`,
    field: null,
    fix: 'Try again in a moment.',
    requestId: response.headers.get('x-request-id'),
  });
}

function isProblem(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null && 'type' in body && 'title' in body && 'detail' in body;
}

/** Whether an error is a problem of one of these kinds. */
export function isProblemOf(error: unknown, ...kinds: readonly string[]): error is ProblemError {
  return error instanceof ProblemError && kinds.includes(error.kind);
}
