/** The frame of every page: sign-in, bar, content, what is wrong at large, and news. */
import { QueryErrorResetBoundary, useQuery, useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { Suspense } from 'react';
import { RouterProvider } from 'react-aria-components';
import { useLive } from '../live/events';
import { Page } from '../parts/page';
import { ProblemPanel } from '../parts/problem-panel';
import { SkeletonRows } from '../parts/skeleton';
import { Toasts } from '../parts/toast';
import { useAskOnceReady, useLastError, useRetryOnceBack } from './again';
import { Banners } from './banners';
import { aboutQuery, meQuery } from '../server/queries';
import { ServerAway, SessionGate } from './session';
import { TopBar } from './top-bar';
import './frame.css';

/** The frame. */
export function Frame() {
  return (
    <>
      <SessionGate>
        <Signed />
      </SessionGate>
      <Toasts />
    </>
  );
}

function Signed() {
  useLive();
  useAskOnceReady();
  const navigate = useNavigate();
  // The bar tells both: drawn before, it would move under the pointer.
  const [me, about] = [useQuery(meQuery), useQuery(aboutQuery)];
  const error = useLastError(me.error ?? about.error);
  if (me.data === undefined || about.data === undefined) {
    if (error === null) return null;
    return <ServerAway error={error} onRetry={() => void Promise.all([me.refetch(), about.refetch()])} />;
  }
  return (
    <RouterProvider navigate={(to) => void navigate({ to })}>
      <div className="frame">
        <TopBar />
        <main id="content" tabIndex={-1}>
          <QueryErrorResetBoundary>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </QueryErrorResetBoundary>
        </main>
        <Banners />
      </div>
    </RouterProvider>
  );
}

/** A page that is on its way. */
export function PageSkeleton() {
  return (
    <div className="page">
      {/* Who goes by headings has one to go to, on this page as on every other. */}
      <h1 className="only-heard">Loading</h1>
      <SkeletonRows rows={8} />
    </div>
  );
}

/** A page that could not be shown. */
export function PageProblem({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = (): void => {
    // Else a query that failed is not asked again, and the page fails with its old error.
    queries.reset();
    reset();
    void router.invalidate();
  };
  useRetryOnceBack(error, retry);
  return (
    <Page title="Something went wrong">
      <ProblemPanel error={error} onRetry={retry} />
    </Page>
  );
}
