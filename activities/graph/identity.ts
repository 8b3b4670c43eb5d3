/** Who a token is, and which business portfolios it belongs to. */
import type { GraphApi } from './api';
import { unlistedBucket } from './budgets';
import type { Caller } from './caller';
import { readFirstTaken } from './fields';
import { collectPages, PAGE_LIMIT, pageOf } from './paging';
import { business, tokenInfo } from './schemas';

const BUSINESS_FIELDS = ['id', 'name'];

/** The calls that look at a token and at portfolios. Meta counts none of them against a listed budget. */
export function identityCalls(
  caller: Caller,
): Pick<GraphApi, 'debugToken' | 'getMe' | 'listMyBusinesses' | 'getBusiness'> {
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
    getMe: (call) =>
      caller.read(
        call,
        { method: 'GET', path: ['me'], query: { fields: BUSINESS_FIELDS.join(',') }, bucket: unlistedBucket('me') },
        business,
      ),
    listMyBusinesses: (call) =>
      collectPages('GET /me/businesses', (after) =>
        caller.read(
          call,
          {
            method: 'GET',
            path: ['me', 'businesses'],
            query: { fields: BUSINESS_FIELDS.join(','), limit: PAGE_LIMIT, after },
            bucket: unlistedBucket('me'),
          },
          pageOf(business),
        ),
      ),
    getBusiness: (call, businessId) =>
      readFirstTaken([[...BUSINESS_FIELDS, 'verification_status'], BUSINESS_FIELDS], (fields) =>
        caller.read(
          call,
          {
            method: 'GET',
            path: [businessId],
            query: { fields: fields.join(',') },
            bucket: unlistedBucket(businessId, call.budgetOf),
          },
          business,
        ),
      ),
  };
}
