/**
 * The codec server: `wabactl codec-server` starts this file. It says on standard output where it listens, and serves until
 * SIGTERM or SIGINT; then it lets requests finish, and stops. Exit status: 0 stopped, 1 failed, 2 wrong settings.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createAccess } from '../client/access';
import { createCodecServer } from '../client/codec/server';
import { createLogger } from '../runtime/logger';
import { localUser, readCodecSettings, SettingsError } from '../runtime/settings';
import { complaintOf } from './complaint';
import { stopSignal } from './stop-signal';

/** For how long requests under way may take once the process is told to stop. */
const FINISH_WITHIN_MS = 5_000;

async function main(): Promise<void> {
  const settings = readCodecSettings();
  const { host, port, payloadKeys, temporalUiUrl } = settings;
  const logger = createLogger({ level: settings.logLevel, name: 'codec-server' });
  const stopping = stopSignal((signal) => logger.info({ signal }, 'codec server stops'));
  const stopped = new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
  const access = createAccess({ ...settings, localName: localUser(), logger });
  if (temporalUiUrl === undefined)
    logger.warn('TEMPORAL_UI_URL is not set: the Temporal CLI may use the codec server, the Web UI may not');
  const server = await createCodecServer({ payloadKeys, access, temporalUiUrl, logger });
  const url = await server.listen({
    host,
    port,
    listenTextResolver: (address) => `codec server listens at ${address}`,
  });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  await stopped;
  await Promise.race([server.close(), sleep(FINISH_WITHIN_MS)]);
  logger.info('codec server has stopped');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`codec-server: ${complaintOf(error, 'CODEC_PORT')}\n`);
    process.exit(error instanceof SettingsError ? 2 : 1);
  },
);
