/** The workers of a world: started, killed, and what they say. */
import type { FoundText } from '../../checker';
import { startProcess, type Child, type ChildOptions } from './child-process';

/** The workers of a world. */
export interface Workers {
  /** Starts one, with settings of its own where a test needs them. */
  start(env?: Readonly<Record<string, string>>): Child;
  /** SIGKILL to every one that runs; makes sure that this is what they died of, and answers with who they were. */
  kill(): Promise<readonly Child[]>;
  /** What all of them said since the last {@link takeOutput}. */
  log(): string;
  /** The end of what each said, for the message of a test that fails. */
  lastWords(): string;
  /** What each said since the last call. */
  takeOutput(): FoundText[];
  /** Ends them all. */
  end(): Promise<void>;
}

/** Makes them; none is started yet. */
export function createWorkers({ cwd, env: shared }: ChildOptions): Workers {
  const workers: { readonly child: Child; from: number }[] = [];
  return {
    start(env = {}) {
      const child = startProcess('worker', [], { cwd, env: { ...shared, ...env } });
      workers.push({ child, from: 0 });
      return child;
    },
    async kill() {
      const killed = workers.map(({ child }) => child).filter((child) => child.isRunning());
      for (const child of killed) {
        const end = await child.end('SIGKILL');
        if (end.signal !== 'SIGKILL') throw new Error(`the worker ended by itself: ${JSON.stringify(end)}`);
      }
      return killed;
    },
    log: () => workers.map(({ child, from }) => child.output().slice(from)).join(''),
    lastWords: () => workers.map(({ child }) => child.output().slice(-3_000)).join('\n'),
    takeOutput: () =>
      workers.map((worker, index) => {
        const output = worker.child.output();
        const text = output.slice(worker.from);
        worker.from = output.length;
        return { where: `log of worker ${index + 1}`, text };
      }),
    async end() {
      await Promise.all(workers.map(({ child }) => child.end('SIGKILL')));
    },
  };
}
