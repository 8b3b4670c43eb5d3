/** A process of the product, started as an operator starts it: its output is kept, and its end can be awaited. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { until } from './until';

/** Where `node main/build.mjs` puts the processes; for tools (`npm run bench`) this file is compiled to there itself. */
const ROOT = join(__dirname, '..', '..', '..');
const DIST_MAIN = basename(ROOT) === 'dist' ? join(ROOT, 'main') : join(ROOT, 'dist', 'main');

/** How a process ended: by itself with a code, or by a signal. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running process. */
export interface Child {
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  isRunning(): boolean;
  stdout(): string;
  stderr(): string;
  /** Both, in the order in which they came. */
  output(): string;
  /** The first complete line of standard output that matches; throws when the process ends before. */
  line(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<ProcessEnd>;
}

/** Where and with what settings a process runs. */
export interface ChildOptions {
  readonly cwd: string;
  /** The whole environment: nothing of the caller's gets in but what a process needs to run at all. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts `dist/main/<name>.js`. */
export function startProcess(name: string, args: readonly string[], options: ChildOptions): Child {
  const child = spawn(process.execPath, [join(DIST_MAIN, `${name}.js`), ...args], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: options.cwd, ...options.env },
    // A pipe that nobody writes to: the simulator ends when it breaks, so also when jest is killed.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '', both: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
      output.both += text;
    });
  }
  // `close`, not `exit`: only then has all output arrived.
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  let end: ProcessEnd | undefined;
  void ended.then((how) => (end = how));
  if (child.pid === undefined) throw new Error(`${name} could not be started`);
  return {
    pid: child.pid,
    ended,
    isRunning: () => end === undefined,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    output: () => output.both,
    line: (pattern, timeoutMs = 30_000) =>
      until(`a line ${String(pattern)} of ${name}`, timeoutMs, () => {
        const complete = output.stdout.split('\n').slice(0, -1);
        const found = complete.find((text) => pattern.test(text));
        if (found === undefined && end !== undefined) {
          throw new Error(`${name} ended with ${JSON.stringify(end)}: ${output.stderr.slice(-2_000)}`);
        }
        return Promise.resolve(found);
      }),
    async end(signal) {
      if (end === undefined) child.kill(signal);
      return ended;
    },
  };
}
