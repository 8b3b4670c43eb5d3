/** Child processes of `npm start`: they write to a log file, and end with us however hard we are killed. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { SERVERS_DIR } from '../../runtime/server-cache';

/** Where the compiled processes are, beside the folder of this file. */
const MAIN_DIR = join(__dirname, '..');

/** What to start. */
export interface ChildOptions {
  /** What people call it, as in `worker`. */
  readonly name: string;
  /** Its file in `main/`, without the extension. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logPath: string;
}

/** A child that runs. */
export interface Child {
  readonly name: string;
  /** Its first line on standard output; rejects with {@link ChildEndedError} where it ends without one. */
  readonly firstLine: Promise<string>;
  /** Rejects with {@link ChildEndedError} when it ends before it is asked to. */
  readonly unexpectedEnd: Promise<never>;
  /** Asks it to end and waits; kills it when it takes longer than `patienceMs`. Safe to repeat. */
  stop(patienceMs: number): Promise<void>;
}

/** Takes what ends a child, or what else has to be undone: the last one first. */
export interface Teardown {
  push(undo: () => Promise<void>): unknown;
}

/** A child ended by itself. The message is one line with the last thing that it said. */
export class ChildEndedError extends Error {
  override readonly name = 'ChildEndedError';
}

/** Starts a child in a session of its own: a Ctrl-C in the terminal is for us, who stop the children in order. */
export function startChild({ name, script, env, logPath }: ChildOptions): Child {
  const log = openSync(logPath, 'a');
  const child = fork(join(MAIN_DIR, `${script}.js`), [], {
    env,
    detached: true,
    execArgv: ['--require', join(SERVERS_DIR, 'lifeline.cjs')],
    stdio: ['ignore', 'pipe', log, 'ipc'],
  });
  closeSync(log);
  let asked = false;
  const ended = once(child, 'exit').then(() => undefined);
  const failure = ended.then(async () => {
    throw new ChildEndedError(`The ${name} has ended: ${await lastLine(logPath)} (log: ${logPath})`);
  });
  const lines = child.stdout && createInterface({ input: child.stdout });
  const firstLine = lines ? Promise.race([once(lines, 'line').then(([line]) => String(line)), failure]) : failure;
  const unexpectedEnd = failure.catch((error: unknown) => {
    if (!asked) throw error;
    return new Promise<never>(() => undefined);
  });
  // Whoever does not wait for one of them must not end the process by that.
  for (const promise of [firstLine, unexpectedEnd]) promise.catch(() => undefined);
  return {
    name,
    firstLine,
    unexpectedEnd,
    async stop(patienceMs) {
      asked = true;
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The last line of a log; of a line in JSON its message. */
async function lastLine(path: string): Promise<string> {
  const last = (await readFile(path, 'utf8').catch(() => '')).trim().split('\n').at(-1) ?? '';
  try {
    return (JSON.parse(last) as { msg?: string }).msg ?? last;
  } catch {
    return last || 'it said nothing';
  }
}
