/** One migration through the HTTP API, as another service would do it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A call of the API; throws with the problem's own words where it refuses. */
export async function callApi({ url, key }, method, path, body) {
  const headers = { authorization: `Bearer ${key}` };
  if (body !== undefined)
    Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': randomUUID() });
  const response = await fetch(new URL(path, url), {
    method,
    headers,
    signal: AbortSignal.timeout(30_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** Starts a migration, approves it once it waits for that, and answers with how it ended. */
export async function migrateThroughApi(api, start, { say, signal }) {
  const { workflowId, runId } = await callApi(api, 'POST', '/v1/migrations', start);
  say(`started ${workflowId} ${runId}`);
  const path = `/v1/migrations/${start.wabaId}`;
  let phase;
  for (const end = Date.now() + 600_000; Date.now() < end; await sleep(1_000, undefined, { signal })) {
    const state = await callApi(api, 'GET', path);
    if (state.phase !== phase) say(`${start.wabaId}: ${state.phase}`);
    phase = state.phase;
    if (state.outcome !== null) return state;
    if (phase === 'needs-operator') throw new Error(`it waits for a person: ${state.waitingFor?.reason}`);
    if (phase === 'awaiting-approval' && state.needsOperator)
      await callApi(api, 'POST', `${path}/approve`, { digest: state.report.digest, comment: 'looks right' });
  }
  throw new Error(`the migration has not ended after ten minutes; it is ${phase}`);
}
