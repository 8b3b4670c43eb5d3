/** Processes that end with this one: each writes to a log of its own, and is stopped in the reverse order of its start. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const lastLines = (file) => {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5);
  return lines.map((line) => `  ${line.slice(0, 400)}`).join('\n');
};

/** The processes of one session. */
export class Processes {
  #running = [];

  /** Starts a process that runs until {@link stopAll}. `stopWith`: the signal that asks it to end. */
  start({ name, argv: [program, ...args], log, stopWith = 'SIGTERM', patienceMs = 30_000, ...options }) {
    const out = openSync(log, 'a');
    // In a group of its own: a Ctrl-C in the terminal is for us, who stop them in order.
    const child = spawn(program, args, { stdio: ['ignore', out, out], detached: true, ...options });
    closeSync(out);
    const one = { name, child, log, stopWith, patienceMs, failure: undefined };
    child.once('error', (error) => (one.failure = error.message));
    child.once('exit', (status, signal) => (one.failure ??= `it ended with ${signal ?? status}`));
    this.#running.push(one);
    return one;
  }

  /** Waits until `isReady` resolves to true; throws when the process ends before, or after the time is over. */
  async until(one, isReady, timeoutMs = 120_000) {
    for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(500)) {
      if (one.failure !== undefined) throw new Error(`${one.name}: ${one.failure}`);
      if (await isReady()) return;
    }
    throw new Error(`${one.name} is not ready after ${timeoutMs / 1_000} s\n${lastLines(one.log)}`);
  }

  /** What became of each process that ended before it was asked to, with the last that it said. */
  ended() {
    return this.#running
      .filter(({ failure }) => failure !== undefined)
      .map(({ name, failure, log }) => `${name}: ${failure}\n${lastLines(log)}`);
  }

  /** Asks every process to end, the last one first, and kills what does not. Answers with those that had to be. */
  async stopAll() {
    const killed = [];
    for (const { name, child, stopWith, patienceMs } of this.#running.reverse()) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
      const exit = once(child, 'exit');
      child.kill(stopWith);
      const timer = setTimeout(() => {
        killed.push(name);
        child.kill('SIGKILL');
      }, patienceMs);
      await exit;
      clearTimeout(timer);
    }
    this.#running = [];
    return killed;
  }
}

/**
 * Runs a program to its end; answers with its exit status and what it wrote. `signal`: ends it early, with everything
 * that it has started.
 */
export async function run([program, ...args], { signal, ...options } = {}) {
  signal?.throwIfAborted();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options });
  const end = () => child.pid !== undefined && child.exitCode === null && process.kill(-child.pid, 'SIGTERM');
  signal?.addEventListener('abort', end, { once: true });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [status] = await Promise.race([
    once(child, 'close'),
    once(child, 'error').then(([error]) => Promise.reject(new Error(`${program}: ${error.message}`))),
  ]).finally(() => signal?.removeEventListener('abort', end));
  return { status, stdout, stderr };
}

/** The same; throws with the last that it said where it fails. */
export async function runOrThrow(argv, options) {
  const { status, stdout, stderr } = await run(argv, options);
  if (status === 0) return stdout;
  throw new Error(
    `${argv.join(' ')} ended with ${status}:\n${(stderr || stdout).trimEnd().split('\n').slice(-12).join('\n')}`,
  );
}
