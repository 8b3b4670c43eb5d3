/** What a token is. */
import type { GraphApi } from './api';
import { unlistedBucket } from './budgets';
import type { Caller } from './caller';
import { tokenInfo } from './schemas';

/** The call that looks at a token. */
export function tokenCalls(caller: Caller): Pick<GraphApi, 'debugToken'> {
  return {
    debugToken: (call) =>
      caller.read(
        call,
        {
          method: 'GET',
          path: ['debug_token'],
          // The one call that Meta documents with a token as a parameter only. Our own records have no query.
          query: { input_token: call.token },
          bucket: unlistedBucket('debug_token', call.budgetOf),
        },
        tokenInfo,
      ),
  };
}
