import { randomBytes } from 'node:crypto';

import { errorEnvelope, GraphError, missingOrForbidden, nonexistingField } from './errors';
import type { GraphErrorFacts } from './errors';
import type { GraphAnswer, GraphCall } from './graph-call';
import { requestedFields } from './graph-call';
import { expandableEdges } from './graph/waba-node';
import type { JsonObject } from './json';
import type { Resolved } from './resolve';
import { settle } from './migration/engine';
import type { Bucket } from './throttle';
import { appBucket, countCall, creditBucket, wabaBucket } from './throttle';
import { checkToken, tokenText } from './tokens';
import type { World } from './world';
import { findWaba } from './world';

/** A call as it came in. */
export interface IncomingCall {
  method: string;
  authorization: string | undefined;
  params: Record<string, unknown>;
  /** Scheme and host that the caller used. */
  origin: string;
}

/** What is sent back, and what the journal says about it. */
export interface Outcome {
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
  effect: GraphAnswer['effect'] | null;
  shown: string | undefined;
  /** What a refusal says, for the journal; absent where the call was granted. */
  refusal?: Pick<GraphErrorFacts, 'code' | 'isTransient' | 'regainMinutes'>;
}

/** The envelope of a refusal as an outcome; nothing has changed. */
export function refusalOutcome(facts: GraphErrorFacts): Outcome {
  const fbtraceId = `A${randomBytes(12).toString('base64url')}`;
  return {
    status: facts.httpStatus,
    headers: { 'x-fb-trace-id': fbtraceId, ...facts.headers },
    body: errorEnvelope(facts, fbtraceId),
    effect: null,
    shown: undefined,
    refusal: facts,
  };
}

const typeNames: Partial<Record<string, string>> = {
  waba: 'WhatsAppBusinessAccount',
  phone: 'WhatsAppBusinessPhoneNumber',
  business: 'Business',
  line: 'ExtendedCredit',
  allocation: 'ExtendedCreditAllocationConfig',
};

function buckets(call: GraphCall, target: Resolved): Bucket[] {
  const { state } = call.world;
  const { appId, businessId } = call.token;
  const waba = target.wabaId === null ? undefined : findWaba(call.world, target.wabaId);
  const chosen = [appBucket(state, appId)];
  if (target.route?.budget === 'waba' && waba) chosen.push(wabaBucket(state, waba, appId));
  if (target.route?.budget === 'credit') chosen.push(creditBucket(state, appId, businessId));
  return chosen;
}

/** One call, plus what its nested edges cost where the switch says that they cost anything. */
function weight(call: GraphCall, target: Resolved): number {
  const { expandedEdgeCost } = call.world.state.settings.throttle;
  if (expandedEdgeCost === 0 || target.kind !== 'waba' || target.edge !== null) return 1;
  const edges = requestedFields(call)?.filter(({ name }) => expandableEdges.includes(name)).length ?? 0;
  return 1 + edges * expandedEdgeCost;
}

/**
 * Performs a call as Graph would: token, proof, budgets, then the object, its permissions and its fields. Every
 * refusal comes back as an outcome; only a defect of the simulator itself is thrown.
 */
export async function perform(
  world: World,
  incoming: IncomingCall,
  target: Resolved,
  truncate: boolean,
): Promise<Outcome> {
  settle(world);
  try {
    const text = tokenText(incoming.authorization, incoming.params);
    const token = checkToken(world.state, text, incoming.params['appsecret_proof']);
    const { method, params } = incoming;
    const baseUrl = `${incoming.origin}${target.version}`;
    const call: GraphCall = { world, method, path: target.path, params, token, baseUrl, truncate };
    const headers = countCall(world.state, buckets(call, target), world.clock.nowMs(), weight(call, target));
    if (target.kind === null) throw missingOrForbidden(method, target.id);
    if (!target.route) {
      if (method === 'GET' && target.edge !== null) {
        throw nonexistingField(target.edge, typeNames[target.kind] ?? 'Node');
      }
      throw missingOrForbidden(method, target.id);
    }
    const answer = await target.route.handle(call, target.id);
    return { status: 200, headers, body: answer.body, effect: answer.effect ?? null, shown: answer.shown };
  } catch (error) {
    if (error instanceof GraphError) return refusalOutcome(error.facts);
    throw error;
  }
}
