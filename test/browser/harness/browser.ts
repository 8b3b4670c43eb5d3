/** A browser with readers: each has cookies, a window and a clock of its own, and hears of everything that goes wrong. */
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium, isRoot } from './chromium';

/** Sizes that pages are looked at in, in CSS pixels. */
export const SIZES = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** What a reader's browser is like. */
export interface ReaderChoice {
  readonly size?: keyof typeof SIZES;
  readonly theme?: 'light' | 'dark';
}

/** Somebody in front of a browser. */
export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of: exceptions, refused styles and scripts, requests to other hosts. Empty in a good test. */
  readonly complaints: readonly string[];
  /** Leaves out complaints that a test provokes: a server that is killed is complained of by the browser itself. */
  forgive(pattern: RegExp): void;
  close(): Promise<void>;
}

/** A browser that runs. */
export interface TestBrowser {
  /** A new reader of the pages of this server; playwright waits up to `patienceMs` for what a test expects. */
  reader(baseUrl: string, choice?: ReaderChoice): Promise<Reader>;
  close(): Promise<void>;
}

/** Everything here waits for real migrations on a machine that may be busy: it only keeps a suite from hanging. */
const PATIENCE_MS = 60_000;

/** Starts Chromium, without a window. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    args: [...(isRoot() ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
  });

/** Starts a browser for readers. */
export async function startBrowser(): Promise<TestBrowser> {
  const browser = await launchChromium();
  return {
    reader: (baseUrl, choice = {}) => openReader(browser, baseUrl, choice),
    close: () => browser.close(),
  };
}

async function openReader(browser: Browser, baseUrl: string, choice: ReaderChoice): Promise<Reader> {
  const { size = 'desktop', theme = 'light' } = choice;
  const isPhone = size === 'phone';
  const options: BrowserContextOptions = {
    baseURL: baseUrl,
    viewport: SIZES[size],
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Asia/Kolkata',
    ...(isPhone && { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }),
  };
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseUrl });
  const page = await context.newPage();
  let complaints: string[] = [];
  const forgiven: RegExp[] = [];
  const complain = (text: string): void => {
    if (!forgiven.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  context.on('page', (opened) => listen(opened, baseUrl, complain));
  listen(page, baseUrl, complain);
  return {
    page,
    context,
    get complaints() {
      return complaints;
    },
    forgive(pattern) {
      forgiven.push(pattern);
      complaints = complaints.filter((text) => !pattern.test(text));
    },
    close: () => context.close(),
  };
}

function listen(page: Page, baseUrl: string, complain: (text: string) => void): void {
  page.on('pageerror', (error) => complain(`exception: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complain(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseUrl) && !url.startsWith('data:') && !url.startsWith('blob:'))
      complain(`another host was asked: ${url}`);
  });
}
