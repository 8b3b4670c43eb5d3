#!/usr/bin/env node
/** `wabactl`: gives the command line its process. */
import { join } from 'node:path';
import { connectMigrations, readCliSettings } from '../client/cli/connect';
import { runScript } from '../client/cli/processes/run-script';
import { runCli } from '../client/cli/run';
import { readVersion } from './version';

// A reader that closes early, as in `wabactl migrate list | head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

void runCli(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  isTty: process.stdout.isTTY,
  version: readVersion(),
  readSettings: (typed) => readCliSettings(process.env, typed),
  createMigrations: (typed) => connectMigrations(process.env, typed),
  runProcess: (name) => runScript(join(__dirname, `${name}.js`), { isTerminal: process.stdin.isTTY }),
}).then((status) => {
  // Not process.exit(): what was printed to a pipe has to get out first.
  process.exitCode = status;
});
