import Fastify from 'fastify';

import type { Clock } from './clock';
import { createClock } from './clock';
import { registerControl } from './control';
import { createFaultBook } from './faults';
import { createHolds } from './holds';
import { registerGraph } from './http';
import type { JournalEntry } from './journal';
import { createJournal } from './journal';
import { partnerState, defaultSeed } from './scenario/seed';
import type { State } from './state';
import { createSaver, readSaved } from './store';
import type { World } from './world';

export interface SimulatorOptions {
  /** 0 is a free one (the default). */
  port?: number;
  host?: string;
  /** Simulated seconds per real second. */
  speed?: number;
  /** Where state, clock, faults and journal are kept over a restart; nowhere by default. */
  stateFile?: string;
  /** `default`: a partner with five accounts. `empty`: the partner alone. Ignored where the state file exists. */
  seed?: 'default' | 'empty';
  /** The real time in milliseconds, for tests. */
  now?: () => number;
}

/** A simulator that is listening. */
export interface Simulator {
  /** `http://host:port`, the value for `GRAPH_API_URL`. */
  url: string;
  port: number;
  clock: Clock;
  journal(): JournalEntry[];
  state(): State;
  /** Stops listening, cuts what is held, saves. */
  close(): Promise<void>;
}

/**
 * Starts a Graph API with no Meta account behind it. Throws `StateFileError` where the state file is damaged, and
 * what listening throws (EADDRINUSE).
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', speed = 1, stateFile, seed = 'default', now = Date.now } = options;
  const saved = stateFile === undefined ? undefined : readSaved(stateFile);
  const clock = createClock({ speed, realNow: now, from: saved?.clock });
  const world: World = {
    state: saved?.state ?? (seed === 'empty' ? partnerState() : defaultSeed(clock.nowMs())),
    clock,
    journal: createJournal(saved?.journal ?? [], now),
    faults: createFaultBook(saved?.faults),
    holds: createHolds(),
    lastAnswers: new Map(),
  };
  const saver = createSaver(stateFile, () => ({
    clock: clock.reading(),
    state: world.state,
    faults: world.faults.stored(),
    journal: world.journal.entries(),
  }));

  const server = Fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 * 1024 });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  registerControl(server, world, speed, () => saver.soon());
  registerGraph(server, world, () => saver.soon());
  const url = await server.listen({ port, host });
  saver.now();

  return {
    url,
    port: Number(new URL(url).port),
    clock,
    journal: () => world.journal.entries(),
    state: () => world.state,
    async close() {
      world.holds.release('drop');
      await server.close();
      saver.now();
    },
  };
}
