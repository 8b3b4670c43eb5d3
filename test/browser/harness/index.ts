/** What browser tests use. */
export { axeFindings } from './axe';
export type { Reader, ReaderChoice } from './browser';
export { lookAtAll, PICTURES_DIR } from './pictures';
export { createSite, type Site, type SiteChoice } from './site';
export { CREDIT_LINE, until } from '../../e2e/harness';
