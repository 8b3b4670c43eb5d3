import { setTimeout as sleep } from 'node:timers/promises';

import type { FaultRule } from './fault-rules';
import type { JournalEntry } from './journal';
import type { Json } from './json';
import type { IncomingCall, Outcome } from './perform';
import { perform, refusalOutcome } from './perform';
import type { Resolved } from './resolve';
import { resolve } from './resolve';
import { settle } from './migration/engine';
import { findToken, tokenText } from './tokens';
import { usageHeader } from './throttle';
import type { World } from './world';

/** What the HTTP side does with a call; `cut` is a destroyed connection. */
export type Reply = { kind: 'answer'; outcome: Outcome } | { kind: 'html' } | { kind: 'cut' };

/** A call with its connection. */
export interface LiveCall extends IncomingCall {
  rawPath: string;
  rawQuery: string;
  /** Runs `leave` once the caller hangs up. */
  whenCallerLeaves: (leave: () => void) => void;
}

function ruleOutcome(rule: FaultRule, target: Resolved): Outcome {
  if (rule.fault === 'throttle') {
    const { error } = rule;
    return refusalOutcome({
      httpStatus: error?.status ?? 400,
      code: error?.code ?? 80008,
      subcode: error?.subcode,
      message: error?.message ?? '(#80008) There have been too many calls to this WhatsApp Business account.',
      isTransient: error?.is_transient,
      headers: usageHeader(target.wabaId ?? target.id, 100, rule.regainMinutes),
      regainMinutes: rule.regainMinutes,
    });
  }
  const { error } = rule;
  return refusalOutcome({
    httpStatus: error?.status ?? 400,
    code: error?.code ?? 100,
    subcode: error?.subcode,
    message: error?.message ?? '(#100) Refused by a fault rule',
    isTransient: error?.is_transient,
  });
}

/** Changes an answer as `stale`, `unknown-status` and `unknown-field` say; others leave it alone. */
function distorted(outcome: Outcome, rule: FaultRule | null, previous: Json | undefined): Outcome {
  if (!rule || outcome.status !== 200) return outcome;
  if (rule.fault === 'unknown-field') {
    return { ...outcome, body: { ...outcome.body, field_of_tomorrow: { added: true } } };
  }
  if (rule.fault === 'unknown-status') {
    const status = 'WAITING_FOR_THE_MOON';
    return { ...outcome, body: { ...outcome.body, status }, shown: outcome.shown === undefined ? undefined : status };
  }
  if (rule.fault === 'stale' && previous && typeof previous === 'object' && !Array.isArray(previous)) {
    const { status } = previous;
    const shown = outcome.shown !== undefined && typeof status === 'string' ? status : outcome.shown;
    return { ...outcome, body: previous, shown };
  }
  return outcome;
}

/** What the journal says of a refusal; nothing of a call that was granted. */
function refusalShown({ refusal }: Outcome): Pick<JournalEntry, 'code' | 'isTransient' | 'regainMinutes'> {
  if (refusal === undefined) return {};
  const { code, isTransient = false, regainMinutes } = refusal;
  return { code, isTransient, ...(regainMinutes !== undefined && { regainMinutes }) };
}

const rememberedAnswers = 1_000;

/** Keeps an answer for a later stale read; the oldest ones are forgotten. */
function remember(world: World, key: string, outcome: Outcome): void {
  world.lastAnswers.delete(key);
  world.lastAnswers.set(key, structuredClone(outcome.body));
  const [oldest] = world.lastAnswers.keys();
  if (oldest !== undefined && world.lastAnswers.size > rememberedAnswers) world.lastAnswers.delete(oldest);
}

/** Serves one call: fault first, effect, journal, then the answer. */
export async function serve(world: World, call: LiveCall): Promise<Reply> {
  settle(world);
  const target = resolve(world, call.method, call.rawPath, call.params);
  const text = tokenText(call.authorization, call.params);
  const token = text === null ? undefined : findToken(world.state, text);
  const rule = world.faults.take({
    method: call.method,
    path: target.path,
    wabaIds: target.wabaIds,
    lineId: target.lineId,
    businessId: target.businessId,
    effect: target.route?.effect ?? null,
  });
  const record = (status: number | null, outcome?: Outcome): JournalEntry => {
    const effect = outcome?.effect ?? null;
    // An answer that was lost showed its caller nothing.
    const shown = status === 200 ? outcome?.shown : undefined;
    return world.journal.append({
      at: new Date(world.clock.nowMs()).toISOString(),
      method: call.method,
      path: target.path,
      wabaId: target.wabaId,
      migrationId: effect?.kind === 'initiated' ? effect.migrationId : target.migrationId,
      ...(target.lineId !== null && { lineId: target.lineId, businessId: target.businessId }),
      tokenRef: token?.ref ?? null,
      status,
      fault: rule?.fault ?? null,
      effect,
      ...(shown !== undefined && { shown }),
      ...(call.method !== 'GET' && { parameters: Object.keys(call.params).sort() }),
      ...(status !== null && status === outcome?.status && refusalShown(outcome)),
    });
  };
  const hold = (side: 'before' | 'after') =>
    world.holds.wait(
      {
        ruleId: rule?.id ?? '',
        side,
        method: call.method,
        path: target.path,
        wabaId: target.wabaId,
        migrationId: target.migrationId,
      },
      call.whenCallerLeaves,
    );

  // Faults that come before anything has happened.
  switch (rule?.fault) {
    case 'refuse':
    case 'throttle': {
      const outcome = ruleOutcome(rule, target);
      record(outcome.status, outcome);
      return { kind: 'answer', outcome };
    }
    case 'fail-before':
      record(null);
      return { kind: 'cut' };
    case 'html-502':
      record(502);
      return { kind: 'html' };
    case 'hold-before': {
      let callerWaits = true;
      call.whenCallerLeaves(() => (callerWaits = false));
      // A caller that died while it was held never sent anything: nothing happens on its behalf.
      if ((await hold('before')) === 'drop' || !callerWaits) {
        record(null);
        return { kind: 'cut' };
      }
      break;
    }
    default:
  }

  const honest = await perform(world, call, target, rule?.fault === 'truncate');
  const key = `${call.method} ${target.path}?${call.rawQuery}`;
  const outcome = distorted(honest, rule, world.lastAnswers.get(key));
  if (honest.status === 200 && call.method === 'GET') remember(world, key, honest);

  // The journal is written when the effect happens, not when the answer leaves.
  switch (rule?.fault) {
    case 'fail-after':
      record(null, outcome);
      return { kind: 'cut' };
    case 'html-502-after':
      record(502, outcome);
      return { kind: 'html' };
    case 'hold': {
      const entry = record(outcome.status, outcome);
      let callerWaits = true;
      call.whenCallerLeaves(() => (callerWaits = false));
      if ((await hold('after')) === 'answer' && callerWaits) return { kind: 'answer', outcome };
      entry.status = null;
      for (const seen of ['shown', 'code', 'isTransient', 'regainMinutes'] as const) delete entry[seen];
      return { kind: 'cut' };
    }
    case 'delay':
      record(outcome.status, outcome);
      await sleep(rule.delayMs, undefined, { ref: false });
      return { kind: 'answer', outcome };
    default:
      record(outcome.status, outcome);
      return { kind: 'answer', outcome };
  }
}
