/**
 * The pages, each under an address of its own. To add one: a file in `pages/`, a route here, and, where it is a section, a
 * line in `frame/sections.ts`. A page is loaded when somebody goes there, or is about to.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type ErrorComponentProps,
} from '@tanstack/react-router';
import { Frame, PageProblem, PageSkeleton } from './frame/frame';
import { readHomeSearch } from './pages/home/search';
import { readVerbSearch } from './pages/migration/search';
import { NoSuchPage } from './pages/no-such-page';
import { readCreditVerbSearch } from './pages/credit/search';
import { readShareSearch } from './pages/credit/share-values';
import { readStartSearch } from './pages/start/start-values';

const root = createRootRoute({ component: Frame, notFoundComponent: NoSuchPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readHomeSearch,
  component: lazyRouteComponent(() => import('./pages/home/home'), 'Home'),
});

const migration = createRoute({
  getParentRoute: () => root,
  path: '/migrations/$wabaId',
  validateSearch: readVerbSearch,
  component: lazyRouteComponent(() => import('./pages/migration/migration'), 'Migration'),
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  validateSearch: readStartSearch,
  component: lazyRouteComponent(() => import('./pages/start/start'), 'Start'),
});

const creditLines = createRoute({
  getParentRoute: () => root,
  path: '/credit-lines',
  component: lazyRouteComponent(() => import('./pages/credit/credit-lines'), 'CreditLinesPage'),
});

const share = createRoute({
  getParentRoute: () => root,
  path: '/credit-lines/share',
  validateSearch: readShareSearch,
  component: lazyRouteComponent(() => import('./pages/credit/share'), 'Share'),
});

const business = createRoute({
  getParentRoute: () => root,
  path: '/credit-lines/businesses/$businessId',
  validateSearch: readCreditVerbSearch,
  component: lazyRouteComponent(() => import('./pages/credit/business'), 'Business'),
});

const ErrorPage = ({ error, reset }: ErrorComponentProps) => <PageProblem error={error} reset={reset} />;

/** The router of the dashboard. */
export const router = createRouter({
  routeTree: root.addChildren([home, migration, start, creditLines, share, business]),
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ErrorPage,
  scrollRestoration: true,
  // Plain texts: an id of digits must not become a number, which holds fifteen of them.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
