/** Runs once, before the workers of jest begin: they would otherwise install Chromium all at the same time. */
import { findChromium } from './chromium';

/** Fails with one line where there is no Chromium and none can be installed. */
export default function ready(): void {
  findChromium();
}
