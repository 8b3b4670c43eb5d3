/** The dashboard's entry: the theme first, then the queries and the router. */
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyTheme } from './frame/theme';
import { router } from './router';
import { isProblemOf, UNREACHABLE } from './server/problem';
import { sessionQuery } from './server/queries';
import './styles/tokens.css';
import './styles/base.css';

applyTheme();

/** A session that has ended is noticed by whichever request is refused first. */
function noticeEndOfSession(error: unknown): void {
  if (isProblemOf(error, 'unauthorized')) client.setQueryData(sessionQuery.queryKey, null);
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndOfSession }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, { options }) => {
      // A key that is wrong at the sign-in ends no session: its form says so.
      if (options.mutationKey?.[0] !== 'sign-in') noticeEndOfSession(error);
    },
  }),
  defaultOptions: {
    // A decision that cannot be sent fails at once: one that waited for the network could be sent after it was cancelled.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      // Hints of changes renew what is shown; a page that comes back after a while looks for itself.
      staleTime: 10_000,
      // What the server refuses it refuses again; what did not arrive may arrive.
      retry: (count, error) => count < 3 && isProblemOf(error, UNREACHABLE, 'unreadable', 'stopping'),
    },
  },
});

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element "root"');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
