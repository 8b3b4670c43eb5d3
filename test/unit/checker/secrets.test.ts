import { createHmac } from 'node:crypto';
import { JSONToPayload } from '@temporalio/common/lib/proto-utils';
import fc from 'fast-check';
import { check, type CheckerInput } from '../../checker';
import { base64Cores } from '../../checker/secret-forms';
import {
  cutOverEvents,
  goodRun,
  goodState,
  RUN,
  SECRETS,
  startedEvent,
  verifyEvents,
  approvedEvents,
} from './good-run';
import {
  activity,
  activityFailed,
  applicationFailure,
  completed,
  history,
  payloadJson,
  scheduled,
  started,
  updateAccepted,
  updateCompleted,
  type EventJson,
} from './history-json';

const [TOKEN, APP_SECRET] = SECRETS;
const MESSAGE_TEXT = 'Hello {{1}}, your parcel "4711" is here';

/** The good run with events put in before its end. */
const withEvents = (...events: (EventJson | EventJson[])[]): Partial<CheckerInput> => ({
  histories: [
    {
      ...RUN,
      history: history(
        startedEvent,
        verifyEvents,
        approvedEvents(4),
        cutOverEvents(6),
        ...events,
        completed(goodState),
      ),
    },
  ],
});

const failing = (failure: Record<string, unknown>) => withEvents(scheduled('confirm', {}), activityFailed(8, failure));
const payloadOf = (value: unknown) => JSONToPayload(payloadJson(value));
const inLog = (text: string): Partial<CheckerInput> => ({ texts: [{ where: 'worker log', text }] });

const places: Record<string, (canary: string) => Partial<CheckerInput>> = {
  'the input of the run': (canary) => ({
    histories: [
      {
        ...RUN,
        history: history(
          started({ wabaId: goodState.wabaId, tokenRef: canary }),
          verifyEvents,
          approvedEvents(4),
          cutOverEvents(6),
          completed(goodState),
        ),
      },
    ],
  }),
  'the memo of the start': (canary) => ({
    histories: [
      {
        ...RUN,
        history: history(
          started({ wabaId: goodState.wabaId }, { memo: { fields: { name: payloadJson(canary) } } }),
          verifyEvents,
          approvedEvents(4),
          cutOverEvents(6),
          completed(goodState),
        ),
      },
    ],
  }),
  'an activity input': (canary) => withEvents(activity(8, 'confirm', { run: { token: canary } }, {})),
  'an activity result': (canary) => withEvents(activity(8, 'confirm', {}, { note: [`see ${canary}`] })),
  'a key of an activity result': (canary) => withEvents(activity(8, 'confirm', {}, { [canary]: 1 })),
  'JSON inside a text of an activity result': (canary) =>
    withEvents(activity(8, 'confirm', {}, { body: JSON.stringify({ token: canary }) })),
  'a failure message': (canary) => failing(applicationFailure('GraphRefused', `refused ?access_token=${canary}`)),
  'a stack trace': (canary) => failing(applicationFailure('GraphRefused', 'no', { stackTrace: `at get(${canary})` })),
  'failure details': (canary) =>
    failing({
      message: 'no',
      applicationFailureInfo: { type: 'GraphRefused', details: { payloads: [payloadJson({ header: canary })] } },
    }),
  'the cause of a failure': (canary) =>
    failing({ message: 'Activity task failed', cause: applicationFailure('GraphRefused', canary) }),
  'the last heartbeat of an activity that timed out': (canary) =>
    withEvents(scheduled('confirm', {}), {
      activityTaskTimedOutEventAttributes: {
        scheduledEventId: '8',
        failure: {
          message: 'timed out',
          timeoutFailureInfo: { lastHeartbeatDetails: { payloads: [payloadJson(canary)] } },
        },
      },
    }),
  'the input of an Update': (canary) =>
    withEvents(updateAccepted('reject', { by: 'local:ann', reason: canary }), updateCompleted(8)),
  'a search attribute': (canary) =>
    withEvents({
      upsertWorkflowSearchAttributesEventAttributes: {
        searchAttributes: { indexedFields: { Phase: payloadJson(canary) } },
      },
    }),
  'a memo that was changed': (canary) =>
    withEvents({
      workflowPropertiesModifiedEventAttributes: { upsertedMemo: { fields: { waitingFor: payloadJson(canary) } } },
    }),
  'the summary of an event': (canary) =>
    withEvents({ ...scheduled('confirm', {}), userMetadata: { summary: payloadJson(canary) } }),
  'a pending heartbeat': (canary) => ({
    documents: [{ where: 'describe', document: { pendingActivities: [payloadOf({ at: canary })] } }],
  }),
  'the state document': (canary) => ({
    states: [{ ...goodState, timeline: [{ at: '2026-11-22T10:00:00Z', phase: 'completed', text: canary, by: null }] }],
  }),
  'a log line': (canary) => inLog(JSON.stringify({ level: 50, err: { message: canary } })),
  'JSON inside a log line': (canary) => inLog(JSON.stringify({ body: JSON.stringify({ text: canary }) })),
  'an evidence file': (canary) => ({ texts: [{ where: 'evidence/1.json', text: JSON.stringify({ note: canary }) }] }),
};

const found = (change: Partial<CheckerInput>) => check({ ...goodRun, messageTexts: [MESSAGE_TEXT], ...change });

describe('a secret is found wherever it stands', () => {
  it.each(Object.entries(places))('%s', (_where, plant) => {
    for (const canary of [TOKEN, APP_SECRET, MESSAGE_TEXT]) {
      const violations = found(plant(canary));
      expect([...new Set(violations.map((violation) => violation.invariant))]).toEqual([7]);
      expect(violations.map((violation) => violation.message).join()).not.toContain(canary);
    }
  });

  it.each(Object.entries(places))('and nothing is found without one: %s', (_where, plant) => {
    expect(found(plant('an ordinary text'))).toEqual([]);
  });
});

describe('a secret is found in every form', () => {
  const forms: Record<string, string> = {
    'URL-encoded': `access_token=${encodeURIComponent(TOKEN)}&x=1`,
    'form-encoded': new URLSearchParams({ access_token: TOKEN }).toString(),
    'every character percent-encoded': [...TOKEN].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
    'base64, at the start': Buffer.from(`${TOKEN} and more`).toString('base64'),
    'base64, one byte in': Buffer.from(`:${TOKEN} and more`).toString('base64'),
    'base64, two bytes in': Buffer.from(`u:${TOKEN}`).toString('base64'),
    'base64 for URLs': Buffer.from(`user:${TOKEN}`).toString('base64url'),
    'URL-encoded within base64': Buffer.from(`?t=${encodeURIComponent(TOKEN)}`).toString('base64'),
    hexadecimal: Buffer.from(TOKEN).toString('hex'),
    'the proof of the token': createHmac('sha256', APP_SECRET).update(TOKEN).digest('hex'),
    'the proof of the token, in base64': Buffer.from(
      `appsecret_proof=${createHmac('sha256', APP_SECRET).update(TOKEN).digest('hex')}`,
    ).toString('base64'),
  };

  it.each(Object.entries(forms))('%s', (_form, text) => {
    expect(found(inLog(`{"msg":"call ${text} done"}`)).map((violation) => violation.invariant)).toEqual([7]);
  });

  it('in base64 with any bytes around it', () => {
    const around = fc.uint8Array({ maxLength: 12 });
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 60 }), around, around, (secret, before, after) => {
        const encoded = Buffer.concat([before, Buffer.from(secret), after]).toString('base64');
        return base64Cores(secret).some((core) => encoded.includes(core));
      }),
    );
  });

  it('and a secret that is too short to mean anything is refused', () => {
    expect(() => check({ ...goodRun, secrets: ['short'] })).toThrow('secret 1 has 5 characters');
  });
});
