/** Settings under which `npm start` runs the simulator, and a worker against it in Meta's place. */
import { versionedFile } from '../../runtime/embedded-server';

/** The partner of the simulator's seed; none of it is secret. */
const SIMULATED_PARTNER = {
  GRAPH_TOKEN: 'sim-system-token',
  META_APP_ID: '1000000000000001',
  META_APP_SECRET: 'sim-app-secret',
  META_BUSINESS_ID: '2000000000000001',
};
/** How fast the simulator's clock runs, so that a sample is through in a quarter of a minute. */
const SIMULATED_SECONDS_PER_SECOND = '4';

/** The simulator's own settings; its accounts are those of the server's database. */
export function simulatorEnv(
  stateDir: string,
  server: { readonly version: string },
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  return {
    SIMULATOR_PORT: '0',
    SIMULATOR_STATE_FILE: versionedFile(stateDir, server.version, 'simulator.json'),
    SIMULATOR_SPEED: env['SIMULATOR_SPEED'] || SIMULATED_SECONDS_PER_SECOND,
  };
}

/** A worker's settings with the simulator as Meta. The empty ones keep a `.env` file from adding to it. */
export function simulatedMeta(url: string, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return {
    ...SIMULATED_PARTNER,
    GRAPH_API_URL: url,
    GRAPH_API_VERSION: '',
    GRAPH_TOKEN_FILE: '',
    GRAPH_TOKENS_FILE: '',
    META_APP_SECRET_FILE: '',
    WEBHOOK_VERIFY_TOKENS_FILE: '',
    POLL_INTERVAL: env['POLL_INTERVAL'] || '2s',
    POLL_MAX_INTERVAL: env['POLL_MAX_INTERVAL'] || '15m',
  };
}
