/** Runs once, before the tests: they would otherwise wait for a server to be built, and run out of time. */
import { ensureServer, sayOnStderr } from '../helpers/temporal-servers';
import { findSchemathesis } from './schemathesis';

/** Fails where there is no Temporal server or no Schemathesis, and none can be had. */
export default async function ready(): Promise<void> {
  await ensureServer();
  await findSchemathesis({ log: sayOnStderr });
}
