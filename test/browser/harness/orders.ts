/** What readers order by pressing buttons, noted for the checker as what tests order by `wabactl` is. */
import type { BrowserContext, Request } from 'playwright-core';
import type { World } from '../../e2e/harness';
import { answerOfBody, orderOf } from '../../e2e/harness/orders';

/** Notes every order that pages of a context send; it goes out, and its answer comes back, unchanged. */
export async function noteOrders(context: BrowserContext, { note }: Pick<World, 'note'>): Promise<void> {
  await context.route(
    ({ pathname }) => /^\/v1\/(migrations|businesses)(\/|$)/.test(pathname),
    async (route) => {
      const request = route.request();
      const order = request.method() === 'POST' ? orderOf(new URL(request.url()).pathname, bodyOf(request)) : undefined;
      if (order === undefined) return route.continue();
      await note(
        order,
        async () => {
          await route.continue();
          return request.response();
        },
        async (response) => (response?.ok() === true ? answerOfBody(await response.json()) : { accepted: false }),
      );
    },
  );
}

function bodyOf(request: Request): Record<string, unknown> {
  const body: unknown = request.postDataJSON();
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
