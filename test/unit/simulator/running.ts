import type { Simulator, SimulatorOptions } from '../../../simulator';
import { startSimulator } from '../../../simulator';

/** An answer as far as the tests look at it: JSON of any shape. */
export interface Answer {
  status: number;
  headers: Headers;
  // Shapes are what the tests are about, so they stay open here.
  body: Record<string, unknown>;
}

export const system = 'sim-system-token';
export const lucky = '102290129340398';
export const gifts = '102290129340399';
export const luckyOwner = '2729063490586005';
export const partnerBusiness = '2000000000000001';
export const line = '1972385232742146';
export const appId = '1000000000000001';

/** A simulator with short ways to call it. Real time stands still, so only `advance` moves the clock. */
export interface Running {
  simulator: Simulator;
  call(
    method: string,
    path: string,
    options?: { body?: unknown; token?: string | null; headers?: Record<string, string> },
  ): Promise<Answer>;
  get(path: string, token?: string | null): Promise<Answer>;
  post(path: string, body?: unknown, token?: string | null): Promise<Answer>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  advance(ms: number): Promise<void>;
  account(spec: unknown): Promise<{ id: string; businessId: string; numbers: { id: string; display: string }[] }>;
  /** A customer as `POST /_sim/customers` makes it, with its business token. */
  customer(spec?: unknown): Promise<Customer>;
  /** A line of credit as `POST /_sim/lines` makes it; answers with its id. */
  line(spec?: unknown): Promise<string>;
}

export interface Customer {
  businessId: string;
  /** Ids of its accounts, the first one by itself as well. */
  wabas: string[];
  waba: string;
  token: string;
  /** Ids of its live sharing records. */
  allocations: string[];
}

interface MadeCustomer {
  business: { id: string };
  wabas: { id: string }[];
  token: { token: string } | null;
  allocations: { id: string }[];
}

export const startedAtMs = Date.UTC(2026, 10, 22, 12);

export async function run(options: SimulatorOptions = {}): Promise<Running> {
  const simulator = await startSimulator({ now: () => startedAtMs, ...options });
  const request = async (
    method: string,
    url: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const init: RequestInit = { method, headers };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { ...headers, 'content-type': 'application/json' };
    }
    const response = await fetch(url, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as Answer['body']) : { text },
    };
  };
  const call: Running['call'] = (method, path, { body, token = system, headers = {} } = {}) =>
    request(method, `${simulator.url}/v26.0${path}`, body, {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    });
  const control: Running['control'] = (method, path, body) => request(method, `${simulator.url}/_sim${path}`, body, {});
  return {
    simulator,
    call,
    control,
    get: (path, token = system) => call('GET', path, { token }),
    post: (path, body, token = system) => call('POST', path, { body, token }),
    async advance(ms) {
      await control('POST', '/clock', { advanceMs: ms });
    },
    async account(spec) {
      const made = await control('POST', '/wabas', spec);
      if (made.status !== 200) throw new Error(JSON.stringify(made.body));
      return made.body as unknown as Awaited<ReturnType<Running['account']>>;
    },
    async customer(spec = {}) {
      const made = await control('POST', '/customers', spec);
      if (made.status !== 200) throw new Error(JSON.stringify(made.body));
      const { business, wabas, token, allocations } = made.body as unknown as MadeCustomer;
      const ids = wabas.map(({ id }) => id);
      return {
        businessId: business.id,
        wabas: ids,
        waba: ids[0] ?? '',
        token: token?.token ?? '',
        allocations: allocations.map(({ id }) => id),
      };
    },
    async line(spec = {}) {
      const made = await control('POST', '/lines', spec);
      if (made.status !== 200) throw new Error(JSON.stringify(made.body));
      return String(made.body['id']);
    },
  };
}

/** Any text, and text that contains a part, as values of no particular type. */
export const anyText: unknown = expect.any(String);
export const textWith = (part: string): unknown => expect.stringContaining(part);

/** The error of an envelope, for `toMatchObject`. */
export const graphError = (code: number, subcode?: number): object => ({
  error: { code, ...(subcode !== undefined && { error_subcode: subcode }), fbtrace_id: anyText },
});

/** Initiates and returns the migration id. */
export async function initiate(
  running: Running,
  wabaId: string,
  body: unknown = { currency: 'INR', extended_credit_id: line },
): Promise<string> {
  const answer = await running.post(`/${wabaId}/set_payment_method_migration_intent`, body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return String(answer.body['migration_id']);
}

/** Initiates and lets the clock run until the clone is ready; answers with both ids. */
export async function readyMigration(
  running: Running,
  wabaId: string,
  body?: unknown,
): Promise<{ id: string; clone: string }> {
  const id = await initiate(running, wabaId, body);
  await running.advance(60_000);
  const read = await running.get(`/${id}`);
  expect(read.body['status']).toBe('READY_TO_COMPLETE');
  return { id, clone: (read.body['destination_waba'] as { id: string }).id };
}

export const data = (answer: Answer): Record<string, unknown>[] => answer.body['data'] as Record<string, unknown>[];
