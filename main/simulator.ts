import { z } from 'zod';

import type { SimulatorOptions } from '../simulator';
import { startSimulator } from '../simulator';

const flag = z.enum(['0', '1'], 'write 0 or 1').default('0');
const aPort = 'write a port from 0 to 65535';
const port = z.coerce.number(aPort).int(aPort).min(0, aPort).max(65_535, aPort);

const settingsSchema = z.object({
  SIMULATOR_PORT: port.default(4010),
  SIMULATOR_STATE_FILE: z.string().min(1).optional(),
  SIMULATOR_SPEED: z.coerce.number('write a number above 0').positive('write a number above 0').default(1),
  SIMULATOR_EMPTY: flag,
  SIMULATOR_EXIT_WITH_PARENT: flag,
});

type Settings = z.infer<typeof settingsSchema>;

/** Reads the settings; a bad one ends the process with one line that names it. */
function readSettings(): Settings {
  const parsed = settingsSchema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  process.stderr.write(`simulator: ${issue?.path.join('.') ?? 'settings'}: ${issue?.message ?? 'invalid'}\n`);
  process.exit(2);
}

async function main(): Promise<void> {
  const settings = readSettings();
  const options: SimulatorOptions = {
    port: settings.SIMULATOR_PORT,
    speed: settings.SIMULATOR_SPEED,
    seed: settings.SIMULATOR_EMPTY === '1' ? 'empty' : 'default',
  };
  if (settings.SIMULATOR_STATE_FILE !== undefined) options.stateFile = settings.SIMULATOR_STATE_FILE;
  const simulator = await startSimulator(options);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void simulator.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (settings.SIMULATOR_EXIT_WITH_PARENT === '1') {
    // A parent that dies, however it dies, closes the pipe: nobody is left to stop this process otherwise.
    process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
  }
  process.stdout.write(`${JSON.stringify({ url: simulator.url })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`the simulator cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
