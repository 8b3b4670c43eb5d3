import { randomBytes } from 'node:crypto';
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow';
import fc from 'fast-check';
import {
  createDataConverter,
  createEncryptionCodec,
  parsePayloadKeys,
  type PayloadKeys,
} from '../../../runtime/data-converter';

const newKey = (): string => randomBytes(32).toString('base64');
const [K1, K2] = [newKey(), newKey()];
const keysOf = (text: string): PayloadKeys => {
  const keys = parsePayloadKeys(text);
  if (keys === undefined) throw new Error(`not keys: ${text.length} characters`);
  return keys;
};
const codec = (text: string) => createEncryptionCodec(keysOf(text));
const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload<unknown>(value);
const bytes = (payload: Payload): string => Buffer.from(payload.data ?? []).toString('latin1');

async function sealed(text: string, value: unknown): Promise<Payload> {
  const [payload] = await codec(text).encode([payloadOf(value)]);
  if (payload === undefined) throw new Error('no payload came back');
  return payload;
}

describe('encryption of payloads', () => {
  test('gives back what went in, metadata included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.uint8Array(), async (value, raw) => {
        const payloads = [payloadOf(value), { metadata: { encoding: Buffer.from('binary/plain') }, data: raw }];
        const back = await codec(`a:${K1}`).decode(await codec(`a:${K1}`).encode(payloads));
        expect(back.map(plain)).toEqual(payloads.map(plain));
      }),
      { numRuns: 50 },
    );
  });

  test('shows nothing of the content, and never the same bytes twice', async () => {
    const [first, second] = [await sealed(`a:${K1}`, 'hush'), await sealed(`a:${K1}`, 'hush')];
    expect(bytes(first)).not.toContain('hush');
    expect(JSON.stringify(plain(first))).not.toContain('json/plain');
    expect(bytes(first)).not.toBe(bytes(second));
  });

  test('takes a payload whose missing data shows as an empty array, as one of undefined in a workflow does', async () => {
    const empty = { metadata: payloadOf(undefined).metadata, data: [] } as unknown as Payload;
    const [back] = await codec(`a:${K1}`).decode(await codec(`a:${K1}`).encode([empty]));
    expect(back && defaultPayloadConverter.fromPayload(back)).toBeUndefined();
  });

  test('without keys writes plainly, and names the key of what it cannot read', async () => {
    const keyless = loadDataConverter(createDataConverter(undefined)).payloadCodecs[0];
    expect(await keyless?.encode([payloadOf('open')])).toEqual([payloadOf('open')]);
    await expect(keyless?.decode([await sealed(`autumn:${K1}`, 'hush')])).rejects.toMatchObject({
      type: 'PayloadKeyMissing',
      nonRetryable: false,
      message: expect.stringContaining('"autumn"'),
    });
  });

  test('encrypts under the first key and still reads what older ones wrote', async () => {
    const old = await sealed(`old:${K1}`, 'before');
    const rotated = codec(`new:${K2},old:${K1}`);
    const [payload] = await rotated.encode([payloadOf('after')]);
    expect(Buffer.from(payload?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('new');
    const [before] = await rotated.decode([old]);
    expect(before && defaultPayloadConverter.fromPayload(before)).toBe('before');
  });

  test('passes plain payloads through, so that keys can be switched on while runs are open', async () => {
    const payload = payloadOf({ plain: true });
    expect(await codec(`a:${K1}`).decode([payload])).toEqual([payload]);
  });

  test('names a key id that is missing, in a failure that is tried again', async () => {
    const payload = await sealed(`left-behind:${K1}`, 'x');
    const error: unknown = await codec(`a:${K2}`)
      .decode([payload])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApplicationFailure);
    expect(error).toMatchObject({ type: 'PayloadKeyMissing', nonRetryable: false });
    expect(String(error)).toContain('"left-behind"');
  });

  test('refuses another key under the same id, and data that was tampered with or cut', async () => {
    const payload = await sealed(`a:${K1}`, 'x');
    await expect(codec(`a:${K2}`).decode([payload])).rejects.toThrow(/key "a" cannot be decrypted/);
    // A worker with it has done nothing yet, so this is tried again as where the key is missing.
    const wrong = { type: 'PayloadKeyMissing', nonRetryable: false, details: [{ keyId: 'a' }] };
    await expect(codec(`a:${K2}`).decode([payload])).rejects.toMatchObject(wrong);
    const data = Buffer.from(payload.data ?? []);
    for (const at of [0, 12, data.length - 1]) {
      const tampered = Buffer.from(data);
      tampered.writeUInt8(tampered.readUInt8(at) ^ 1, at);
      await expect(codec(`a:${K1}`).decode([{ ...payload, data: tampered }])).rejects.toThrow(/cannot be decrypted/);
    }
    for (const length of [0, 5, 20])
      await expect(codec(`a:${K1}`).decode([{ ...payload, data: data.subarray(0, length) }])).rejects.toThrow();
  });

  test('refuses a payload that was moved under another key id of the same key', async () => {
    const payload = await sealed(`a:${K1}`, 'x');
    const moved = { ...payload, metadata: { ...payload.metadata, 'encryption-key-id': Buffer.from('b') } };
    await expect(codec(`a:${K2},b:${K1}`).decode([moved])).rejects.toThrow(/cannot be decrypted/);
  });
});

describe('encryption of failures', () => {
  test('hides message and stack trace from the server and gives them back', async () => {
    const converter = loadDataConverter(createDataConverter(keysOf(`a:${K1}`)));
    const failure = await encodeErrorToFailure(
      converter,
      ApplicationFailure.nonRetryable('number +15550100 stayed', 'MigrationFailed'),
    );
    expect(JSON.stringify(failure)).not.toContain('15550100');
    expect(failure.message).toBe('Encoded failure');
    expect(failure.stackTrace).toBeFalsy();
    const error = await decodeOptionalFailureToOptionalError(converter, failure);
    expect(error).toMatchObject({ message: 'number +15550100 stayed', type: 'MigrationFailed' });
  });

  test('is off without keys, so that the Web UI shows why a run failed', async () => {
    const converter = loadDataConverter(createDataConverter(undefined));
    expect((await encodeErrorToFailure(converter, new Error('plainly'))).message).toBe('plainly');
  });
});

test.each(['', 'k', 'k:', `:${K1}`, `k:${K1.slice(4)}`, `k:${K1},`, `k:${K1} x`, `k k:${K1}`, `k:${K1},k:${K2}`])(
  'keys that cannot be parsed are none (case %#)',
  (text) => {
    expect(parsePayloadKeys(text)).toBeUndefined();
  },
);

function plain({ metadata, data }: Payload): unknown {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString()]);
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data ?? []).toString('base64') };
}
