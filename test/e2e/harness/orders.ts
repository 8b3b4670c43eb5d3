/** Orders that tests give to the HTTP API, noted for the checker as those are that they give by `wabactl`. */
import type { Command } from '../../checker';
import type { RunId } from './runs';

/** An order, before it is given. */
export type Order = Omit<Command, 'at' | 'journalSeq' | 'accepted'>;

/** What became of it: whether it was taken, and the run that it led to, where it was a start. */
export interface OrderAnswer {
  readonly accepted: boolean;
  readonly run?: RunId;
}

/** Gives an order and notes it. One that throws was not taken. */
export type NoteOrder = <T>(
  order: Order,
  give: () => Promise<T>,
  answerOf: (given: T) => OrderAnswer | Promise<OrderAnswer>,
) => Promise<T>;

/** `fetch` for tests: whatever it is sent that orders something is noted. */
export type NotedFetch = (request: Request, init?: { readonly signal?: AbortSignal }) => Promise<Response>;

/** Makes it. */
export const createNotedFetch =
  (note: NoteOrder): NotedFetch =>
  async (request, init) => {
    const order = request.method === 'POST' ? orderOf(new URL(request.url).pathname, await bodyOf(request)) : undefined;
    const send = (): Promise<Response> => fetch(request, init);
    return order === undefined ? send() : note(order, send, answerOf);
  };

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.clone().text();
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

/** What a path and a body order; undefined where they order nothing. */
export function orderOf(path: string, body: Record<string, unknown>): Order | undefined {
  const [, root = '', id = '', ...rest] = path.split('/').slice(1);
  const wabaId = typeof body['wabaId'] === 'string' ? body['wabaId'] : '';
  if (root === 'migrations') {
    const input = { ...body, dryRun: body['dryRun'] === true };
    return id === '' ? { command: 'start', wabaId, input } : { command: rest[0] ?? '', wabaId: id, input };
  }
  if (root === 'businesses') return { command: rest.at(-1) ?? '', wabaId, businessId: id, input: body };
  return undefined;
}

async function answerOf(response: Response): Promise<OrderAnswer> {
  if (!response.ok) return { accepted: false };
  return answerOfBody(await response.clone().json());
}

/** What the body of an answer that ended well says became of an order. */
export function answerOfBody(body: unknown): OrderAnswer {
  const { workflowId, runId, started } = body as Partial<RunId> & { readonly started?: boolean };
  const isStart = typeof started === 'boolean' && workflowId !== undefined && runId !== undefined;
  return { accepted: true, ...(isStart ? { run: { workflowId, runId } } : {}) };
}
