/** Steps of bootstrap and build: child processes that fail with one line, and end with us. */
import { spawn } from 'node:child_process';

/** A step that did not work; its own output is on the terminal already. */
export class StepFailed extends Error {}

/** Says a line to the person who waits; standard output belongs to the program that follows. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs a program with its output on standard error. Rejects with {@link StepFailed} where it fails. */
export function run(name, program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 2, 2] });
    // An orphaned `npm ci` would go on writing to node_modules while the next one starts.
    const stop = (signal) => {
      child.kill(signal);
      process.exitCode = 130;
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    const settle = (error) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (error) reject(error);
      else resolve();
    };
    child.once('error', (error) => settle(new StepFailed(`${name} could not be started: ${error.message}`)));
    child.once('close', (status, signal) =>
      settle(status === 0 ? undefined : new StepFailed(`${name} failed (${signal ?? `exit status ${status}`}).`)),
    );
  });
}
