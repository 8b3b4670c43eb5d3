import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure, type Payload, type PayloadCodec } from '@temporalio/common';
import { encodeErrorToFailure, loadDataConverter } from '@temporalio/common/lib/internal-non-workflow';
import { msToTs } from '@temporalio/common/lib/time';
import { failure } from '../../../domain/failures';
import { readPolling } from '../../../client/runs/polling';
import { describedRun } from './faked-temporal';

/** Turns every byte over; enough to see whether a codec was used. */
const flipping: PayloadCodec = {
  encode: async (payloads) => payloads.map(flip),
  decode: async (payloads) => payloads.map(flip),
};
const flip = (payload: Payload): Payload => ({
  metadata: payload.metadata ?? {},
  data: (payload.data ?? new Uint8Array()).map((byte) => byte ^ 0xff),
});

const encrypted = loadDataConverter({ payloadCodecs: [flipping] });
const client = { options: { namespace: 'default', loadedDataConverter: encrypted } } as unknown as Client;

const pendingRun = (pendingActivities: object[]): WorkflowExecutionDescription =>
  describedRun({ raw: { pendingActivities } });

const stillInProgress = () =>
  encodeErrorToFailure(
    encrypted,
    ApplicationFailure.create(failure('StillInProgress', 'still going', { details: [{ status: 'IN_PROGRESS' }] })),
  );

test('the last status comes from the details of the last failure, decoded as the workers encoded them', async () => {
  const nextAttemptScheduleTime = msToTs(Date.parse('2026-11-01T10:00:30Z'));
  const run = pendingRun([{ attempt: 7, lastFailure: await stillInProgress(), nextAttemptScheduleTime }]);
  expect(await readPolling(client, run)).toEqual({
    attempt: 7,
    lastStatus: 'IN_PROGRESS',
    nextAt: '2026-11-01T10:00:30.000Z',
  });
});

test('a failure without a status shows its message', async () => {
  const lastFailure = await encodeErrorToFailure(encrypted, new Error('Meta does not answer'));
  expect(await readPolling(client, pendingRun([{ attempt: 2, lastFailure }]))).toEqual({
    attempt: 2,
    lastStatus: 'Meta does not answer',
    nextAt: null,
  });
});

test('a failure under a key that this client does not have hides the status, not the run', async () => {
  const broken = loadDataConverter({
    payloadCodecs: [{ ...flipping, decode: async () => Promise.reject(new Error('no such key')) }],
  });
  const blind = { options: { namespace: 'default', loadedDataConverter: broken } } as unknown as Client;
  const polling = await readPolling(blind, pendingRun([{ attempt: 3, lastFailure: await stillInProgress() }]));
  expect(polling).toEqual({ attempt: 3, lastStatus: null, nextAt: null });
});

test('beside several pending activities the one that was tried most often is the poll', async () => {
  const polling = await readPolling(client, pendingRun([{ attempt: 1 }, { attempt: 9 }, { attempt: 2 }]));
  expect(polling?.attempt).toBe(9);
});

test('nothing pending is no poll', async () => {
  expect(await readPolling(client, pendingRun([]))).toBeNull();
});
