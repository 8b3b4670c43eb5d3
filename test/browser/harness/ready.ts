/**
 * Runs once, before the tests: they would otherwise install Chromium all at the same time, and wait for a server to be
 * built until they run out of time.
 */
import { ensureServer } from '../../helpers/temporal-servers';
import { findChromium } from './chromium';

/** Fails where there is no Chromium or no Temporal server, and none can be had. */
export default async function ready(): Promise<void> {
  findChromium();
  await ensureServer();
}
