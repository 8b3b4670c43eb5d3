/** What browser tests use. */
export { axeFindings } from './axe';
export { SIZES, type Reader, type ReaderChoice } from './browser';
export { holdPolls, type HeldPolls } from './held-polls';
export { keyboardOf, type Keyboard } from './keyboard';
export { untilListed } from './listed';
export { lookAtAll, PICTURES_DIR } from './pictures';
export { signedIn } from './sign-in';
export { createSite, type Site } from './site';
export { accountNow, accountOf, CREDIT_LINE, liveRecords, until } from '../../e2e/harness';
