/** A clone of this checkout in a folder of its own, used as somebody uses it who has just cloned the project. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { until } from './until';

/** The checkout under test. */
const CHECKOUT = join(__dirname, '..', '..', '..');
/** `npm ci`, a build and perhaps the making of a Temporal server; it only keeps a suite from hanging. */
const PATIENCE_MS = 20 * 60_000;

/** How a command ended, and all that it said. */
export interface CommandEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** A command that runs in the clone. */
export interface RunningCommand {
  /** The first match in what it says; throws when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Everything that it has said so far. */
  output(): string;
  /** What Ctrl-C in its terminal does: SIGINT to every process of its group. Resolves with its end. */
  interrupt(): Promise<CommandEnd>;
  readonly ended: Promise<CommandEnd>;
}

/** The clone. */
export interface FreshClone {
  readonly dir: string;
  /** Starts a command there, in a process group of its own as a terminal gives it. */
  start(command: string, ...args: readonly string[]): RunningCommand;
  /** Command lines of the processes whose working folder is in the clone. */
  processes(): Promise<readonly string[]>;
  /** Ends what still runs and removes the clone. */
  remove(): Promise<void>;
}

/** Clones what is committed; changes that are not are not in the clone. */
export async function cloneCheckout(): Promise<FreshClone> {
  const parent = await mkdtemp(join(tmpdir(), 'waba-clone-'));
  const dir = join(parent, 'waba-migrations');
  const groups: number[] = [];
  const clone: FreshClone = {
    dir,
    start: (command, ...args) => startIn(dir, groups, command, args),
    processes: () => processesIn(dir),
    async remove() {
      for (const pgid of groups) signalGroup(pgid, 'SIGKILL');
      // Workers and servers have sessions of their own and end with what started them.
      await until('the processes of the clone to end', PATIENCE_MS, async () =>
        (await clone.processes()).length === 0 ? true : undefined,
      );
      await rm(parent, { recursive: true, force: true });
    },
  };
  const { status, output } = await startIn(parent, groups, 'git', ['clone', '--quiet', CHECKOUT, dir]).ended;
  if (status !== 0) throw new Error(`git clone ended with ${String(status)}: ${output}`);
  return clone;
}

function startIn(cwd: string, groups: number[], command: string, args: readonly string[]): RunningCommand {
  const child = spawn(command, args, {
    cwd,
    env: callersEnvironment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error(`${command} could not be started`);
  const pgid = child.pid;
  groups.push(pgid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  let end: CommandEnd | undefined;
  const ended = once(child, 'close').then(([status, signal]) => {
    groups.splice(groups.indexOf(pgid), 1);
    return (end = { status: status as number | null, signal: signal as NodeJS.Signals | null, output });
  });
  return {
    ended,
    output: () => output,
    says: (pattern) =>
      until(`${String(pattern)} of ${command} ${args.join(' ')}`, PATIENCE_MS, () => {
        const found = pattern.exec(output);
        if (found === null && end !== undefined) {
          throw new Error(`${command} ended with ${String(end.status ?? end.signal)}: ${output.slice(-3_000)}`);
        }
        return Promise.resolve(found ?? undefined);
      }),
    interrupt() {
      signalGroup(pgid, 'SIGINT');
      return ended;
    },
  };
}

/**
 * The caller's environment (HOME and caches too, so that a Temporal server that was found or built is found again)
 * without settings of this program, and without what the npm and jest around us have added.
 */
function callersEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(TEMPORAL|GRAPH|META|WEBHOOK|PAYLOAD|POLL|SIMULATOR)_(?!CLI_PATH)|^(STATE_DIR|EVIDENCE_DIR|LOG_LEVEL)$/;
  const added = /^(npm_(package|lifecycle|config_local_prefix|command)|INIT_CWD$|NODE_ENV$|JEST_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name) && !added.test(name)));
}

function signalGroup(pgid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pgid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended
  }
}

/** Command lines of the processes whose working folder is this one or lies in it, as Linux lists them. */
async function processesIn(dir: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const cwd = await readlink(`/proc/${pid}/cwd`);
        if (cwd !== dir && !cwd.startsWith(dir + sep)) return [];
        return [`${pid} ${(await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim()}`];
      } catch {
        return []; // it has just ended, or is somebody else's
      }
    }),
  );
  return found.flat();
}
