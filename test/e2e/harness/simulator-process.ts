/** The simulator as a process, and its control plane as a test uses it. */
import type { JournalEntry, NumberPlace } from '../../checker';
import { TOKEN } from './account-spec';
import { startProcess, type Child, type ChildOptions } from './child-process';
import { until } from './until';

/** A rule of the simulator: which calls go wrong, and how. `docs/simulator.md` has every field. */
export interface FaultRule {
  readonly fault: string;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path?: string;
  readonly wabaId?: string;
  readonly lineId?: string;
  readonly businessId?: string;
  readonly effect?: string;
  readonly skip?: number;
  readonly times?: number;
  readonly error?: { readonly status?: number; readonly code: number; readonly is_transient?: boolean };
  readonly delayMs?: number;
  readonly regainMinutes?: number;
}

/** Which call to hold, and on which side of its effect. */
export type HoldRule = FaultRule & { readonly fault: 'hold' | 'hold-before' };

/** An account in the simulator's state, as far as tests look at it. */
export interface SimulatedWaba {
  readonly id: string;
  readonly currency: string;
  readonly businessId: string;
  readonly movedAway: boolean;
  readonly funding: { readonly kind: string; readonly id: string } | null;
  readonly users: readonly { readonly id: string }[];
  readonly numbers: readonly { readonly id: string; readonly display: string; readonly status: string }[];
  readonly templates: readonly {
    readonly name: string;
    readonly language: string;
    readonly category: string;
    readonly components: readonly unknown[];
  }[];
}

/** A sharing record in the simulator's state. */
export interface SimulatedAllocation {
  readonly id: string;
  readonly lineId: string;
  readonly receivingBusinessId: string;
  readonly receivingCredentialId: string;
  readonly requestStatus: string | null;
}

/** A customer that was made: a portfolio with accounts, the records that it has, and its business token. */
export interface SimulatedCustomer {
  readonly business: { readonly id: string };
  readonly wabas: readonly SimulatedWaba[];
  readonly allocations: readonly SimulatedAllocation[];
  readonly token: { readonly ref: string; readonly token: string } | null;
}

/** The simulator's state, as far as tests look at it. */
export interface SimulatedState {
  readonly wabas: readonly SimulatedWaba[];
  readonly allocations: readonly SimulatedAllocation[];
  readonly migrations: readonly {
    readonly id: string;
    readonly sourceWabaId: string;
    readonly destinationWabaId: string | null;
    readonly status: string;
  }[];
}

/** A call that waits: after its effect with the answer, or before both. */
export interface HeldCall {
  /** Waits until a call is held; its caller may have died since. */
  reached(): Promise<void>;
  /** Whether the caller still waits for the answer: not when it has died or given up. */
  callerWaits(): Promise<boolean>;
  /** Sends the answer. */
  answer(): Promise<void>;
  /** Cuts the connection. */
  drop(): Promise<void>;
}

/** A simulator that runs. */
export interface SimulatorProcess {
  readonly url: string;
  journal(): Promise<JournalEntry[]>;
  state(): Promise<SimulatedState>;
  /** Adds an account from a spec and answers with it. */
  addWaba(spec: object): Promise<SimulatedWaba>;
  /** Adds a customer from a spec, or accounts to one that stands. */
  addCustomer(spec: object): Promise<SimulatedCustomer>;
  /** Adds a line of credit, the partner's where the spec says nothing else. */
  addLine(spec?: object): Promise<{ readonly id: string }>;
  changeLine(id: string, change: object): Promise<void>;
  changeBusiness(id: string, change: object): Promise<void>;
  /** Adds a token; what is left out is as in the system user's. */
  addToken(token: { readonly ref: string; readonly token: string; readonly [field: string]: unknown }): Promise<void>;
  /** Changes switches of the whole simulator. */
  changeSettings(change: object): Promise<void>;
  /** Changes an account, and thereby what a run sees as drift. */
  changeWaba(id: string, change: object): Promise<void>;
  addFault(rule: FaultRule): Promise<string>;
  removeFaults(): Promise<void>;
  /** Holds the answer of the next write with this effect, after the effect. */
  holdNext(effect: string, wabaId?: string): Promise<HeldCall>;
  /** Holds the next call that a rule matches: after its effect (`hold`), or before it (`hold-before`). */
  hold(rule: HoldRule): Promise<HeldCall>;
  advance(ms: number): Promise<void>;
  /** A call that somebody else makes to the Graph API, with the system user's token where none is given. */
  graph(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    token?: string,
  ): Promise<{ status: number; body: unknown }>;
  end(): Promise<void>;
}

interface Hold {
  readonly id: string;
  readonly ruleId: string;
  readonly callerWaits: boolean;
}

/** Starts an empty simulator on a free port. */
export async function startSimulator(options: ChildOptions): Promise<SimulatorProcess> {
  const env = { ...options.env, SIMULATOR_PORT: '0', SIMULATOR_EMPTY: '1', SIMULATOR_EXIT_WITH_PARENT: '1' };
  const child: Child = startProcess('simulator', [], { ...options, env });
  const { url } = JSON.parse(await child.line(/"url"/)) as { url: string };

  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${url}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`simulator: ${method} /_sim/${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };

  const hold = async (rule: HoldRule): Promise<HeldCall> => {
    const { id: ruleId } = await ask<{ id: string }>('POST', 'faults', rule);
    const held = () =>
      until(`a held call (${JSON.stringify(rule)})`, 60_000, async () => {
        const { holds } = await ask<{ holds: Hold[] }>('GET', 'holds');
        return holds.find((found) => found.ruleId === ruleId);
      });
    const release = async (outcome: 'answer' | 'drop') => {
      await ask('POST', 'holds/release', { id: (await held()).id, outcome });
    };
    return {
      reached: async () => void (await held()),
      callerWaits: async () => (await held()).callerWaits,
      answer: () => release('answer'),
      drop: () => release('drop'),
    };
  };

  return {
    url,
    journal: async () => (await ask<{ entries: JournalEntry[] }>('GET', 'journal')).entries,
    state: async () => ask<SimulatedState>('GET', 'state'),
    addWaba: async (spec) => ask<SimulatedWaba>('POST', 'wabas', spec),
    addCustomer: async (spec) => ask<SimulatedCustomer>('POST', 'customers', spec),
    addLine: async (spec = {}) => ask<{ id: string }>('POST', 'lines', spec),
    changeLine: async (id, change) => ask('PATCH', `lines/${id}`, change),
    changeBusiness: async (id, change) => ask('PATCH', `businesses/${id}`, change),
    addToken: async (token) => ask('POST', 'tokens', token),
    changeSettings: async (change) => ask('PATCH', 'settings', change),
    changeWaba: async (id, change) => ask('PATCH', `wabas/${id}`, change),
    async addFault(rule) {
      return (await ask<{ id: string }>('POST', 'faults', rule)).id;
    },
    removeFaults: async () => ask('DELETE', 'faults'),
    hold,
    holdNext: (effect, wabaId) => hold({ fault: 'hold', effect, ...(wabaId === undefined ? {} : { wabaId }) }),
    async graph(method, path, body, token = TOKEN) {
      const response = await fetch(`${url}/v26.0${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    advance: async (advanceMs) => ask('POST', 'clock', { advanceMs }),
    end: async () => void (await child.end('SIGTERM')),
  };
}

/** Which number is where, and how it is. */
export function numberPlaces(wabas: readonly SimulatedWaba[]): NumberPlace[] {
  return wabas.flatMap((waba) =>
    waba.numbers.map(({ display, status }) => ({ digits: display.replace(/\D/g, ''), wabaId: waba.id, status })),
  );
}
