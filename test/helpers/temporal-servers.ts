/** The two Temporal servers that suites use: the real one with its database in a file, and the one that skips time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { startEmbeddedServer, type EmbeddedServer } from '../../runtime/embedded-server';
import { findServer, findTestServer, type FoundServer } from '../../runtime/server-finder';

/** Finds the real server. It may have to be built, longer than a test may take: suites do it once, before they begin. */
export const ensureServer = (): Promise<FoundServer> => findServer({ log: sayOnStderr });

/** Finds the server that skips time, likewise. */
export const ensureTestServer = (): Promise<FoundServer> => findTestServer({ log: sayOnStderr });

/** An environment on the time-skipping server, found as `npm start` finds its server. Tear it down. */
export async function createTimeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const { path } = await ensureTestServer();
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
}

/** A real server for one suite: its own folder and ports, and it can be murdered. */
export interface TestServer {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string;
  /** A folder of this server alone, where a suite may keep its own state too. */
  readonly stateDir: string;
  /** Settings by which a worker or `wabactl` finds this server. */
  readonly env: { readonly TEMPORAL_ADDRESS: string; readonly TEMPORAL_NAMESPACE: string };
  /** Process id of the server that runs now. */
  pid(): number;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again, on the same file and port. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a real Temporal server for a suite. */
export async function startTestServer(): Promise<TestServer> {
  // Callers of the suite may have set a server of their own; the finder's variables stay.
  const binary = await ensureServer();
  const stateDir = await mkdtemp(join(tmpdir(), 'waba-temporal-'));
  // Suites run side by side: each starts looking for ports at a place of its own.
  const first = 20_000 + (process.pid % 2_000) * 10;
  const start = (port: number): Promise<EmbeddedServer> =>
    startEmbeddedServer({ stateDir, log: () => undefined, binary, port, uiPort: port + 1 });
  let server = await start(first);
  const { address, namespace, uiUrl } = server;
  return {
    address,
    namespace,
    uiUrl,
    stateDir,
    env: { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
    pid: () => server.pid,
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      await server.ended;
    },
    async restart() {
      await server.stop();
      server = await start(Number(address.split(':')[1]));
      if (server.address !== address)
        throw new Error(`The server came back at ${server.address} instead of ${address}.`);
    },
    async stop() {
      await server.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** Progress goes past jest's console, which would print a stack trace with every line. */
export function sayOnStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
