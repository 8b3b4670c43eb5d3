/** Runs once, before the tests: they would otherwise wait for a server to be built, and run out of time. */
import { ensureServer } from '../../helpers/temporal-servers';

/** Fails where there is no Temporal server and none can be had. */
export default async function ready(): Promise<void> {
  await ensureServer();
}
