/** Runs a process of the product in the foreground, as if it had been started by hand. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a script of Node to its end; answers with its exit status, 128 + n where signal n ended it. */
export async function runScript(script: string, options: { readonly isTerminal: boolean }): Promise<number> {
  const child = spawn(process.execPath, [script], { stdio: 'inherit' });
  const listeners = FORWARDED.map((signal) => {
    const forward = (): void => {
      // Ctrl-C reaches the child by itself: it is in the terminal's group. Twice would mean "stop at once" to it.
      if (signal !== 'SIGINT' || !options.isTerminal) child.kill(signal);
    };
    process.on(signal, forward);
    return { signal, forward };
  });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
  } finally {
    for (const { signal, forward } of listeners) process.off(signal, forward);
  }
}
