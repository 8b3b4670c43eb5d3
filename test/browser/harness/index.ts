/** What browser tests use. */
export { axeFindings } from './axe';
export { SIZES, type Reader, type ReaderChoice } from './browser';
export { holdPolls, type HeldPolls } from './held-polls';
export { hold, isOf, openSlowly, type AnswerOrder } from './hold';
export { keyboardOf, type Keyboard } from './keyboard';
export { untilListed } from './listed';
export { lookAtAll } from './pictures';
export { watchShifts } from './shifts';
export { signedIn } from './sign-in';
export { createSite, type Site } from './site';
export { openTemporalUi, type TemporalUi } from './temporal-ui';
export { accountNow, accountOf, CREDIT_LINE, liveRecords, until } from '../../e2e/harness';
