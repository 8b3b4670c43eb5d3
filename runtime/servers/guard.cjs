/**
 * Runs a program that must not outlive us: `fork('guard.cjs', [program, ...arguments])`.
 *
 * The IPC channel to the parent is the lifeline: it closes when the parent ends, however hard it was killed, and then
 * the program is stopped. The program's id is the first message; `stop` asks it to end.
 */
const { spawn } = require('node:child_process');

const PATIENCE_MS = 10_000;
const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

function stop() {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
}

child.once('spawn', () => process.connected && process.send({ pid: child.pid }));
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));
process.on('disconnect', stop);
process.on('message', (message) => message === 'stop' && stop());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
