/** Runs once, before the tests: they would otherwise wait for the server that skips time, and run out of theirs. */
import { ensureTestServer } from '../helpers/temporal-servers';

/** Fails where there is no such server and none can be had. */
export default async function ready(): Promise<void> {
  await ensureTestServer();
}
