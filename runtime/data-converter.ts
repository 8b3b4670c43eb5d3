/**
 * Encryption of everything that Temporal stores of a run: AES-256-GCM over every payload, and over message and stack
 * trace of every failure. Off without keys.
 *
 * Search attributes, ids and failure types are never encoded (Temporal must read them), so none may hold a secret.
 */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { ApplicationFailure, type DataConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import { failure } from '../domain/failures';

/** One key. A `KeyObject` prints nothing of itself. */
export interface PayloadKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The keys of `PAYLOAD_KEYS`: the first encrypts, all decrypt. */
export type PayloadKeys = readonly [PayloadKey, ...PayloadKey[]];

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
/** Temporal's name for encrypted payloads; its UI and tools know it. */
const ENCODING = 'binary/encrypted';
const ENTRY = /^([A-Za-z0-9_.-]{1,64}):([A-Za-z0-9+/_-]{43}=?)$/;

/** Parses `keyId:base64key[,older…]`; undefined where it is not that, or names an id twice. */
export function parsePayloadKeys(text: string): PayloadKeys | undefined {
  const keys: PayloadKey[] = [];
  for (const entry of text.split(',')) {
    const [, id, encoded] = ENTRY.exec(entry.trim()) ?? [];
    if (id === undefined || encoded === undefined || keys.some((key) => key.id === id)) return undefined;
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.length !== KEY_BYTES) return undefined;
    keys.push({ id, key: createSecretKey(bytes) });
  }
  const [first, ...older] = keys;
  return first && [first, ...older];
}

/**
 * The data converter that client and workers must share. Without keys it writes as Temporal's own does, but names the
 * key of an encrypted payload, where Temporal's would only say that it does not know the encoding.
 */
export function createDataConverter(keys: PayloadKeys | undefined): DataConverter {
  if (keys === undefined) return { payloadCodecs: [createEncryptionCodec([])] };
  return {
    payloadCodecs: [createEncryptionCodec(keys)],
    failureConverterPath: require.resolve('./failure-converter'),
  };
}

/**
 * The codec; without keys it encrypts nothing. Decoding passes plain payloads through, so that keys can be switched on
 * while runs are open; a key that is missing, or another one under its id, throws the retryable `PayloadKeyMissing`,
 * which names the id.
 */
export function createEncryptionCodec(keys: PayloadKeys | readonly []): PayloadCodec {
  const [newest] = keys;
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  return {
    encode: (payloads) => Promise.resolve(newest ? payloads.map((payload) => encrypt(newest, payload)) : payloads),
    decode: (payloads) => Promise.resolve().then(() => payloads.map((payload) => decrypt(byId, payload))),
  };
}

function encrypt({ id, key }: PayloadKey, payload: Payload): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(pack(payload)), cipher.final()]);
  return {
    metadata: {
      encoding: Buffer.from(ENCODING),
      'encryption-cipher': Buffer.from(CIPHER),
      'encryption-key-id': Buffer.from(id),
    },
    data: Buffer.concat([nonce, cipher.getAuthTag(), sealed]),
  };
}

function decrypt(keys: ReadonlyMap<string, KeyObject>, payload: Payload): Payload {
  if (textOf(payload.metadata?.['encoding']) !== ENCODING) return payload;
  const id = textOf(payload.metadata?.['encryption-key-id']);
  const key = keys.get(id);
  if (key === undefined) {
    const message = `A payload is encrypted under key "${id}", which this process does not have: add it to PAYLOAD_KEYS.`;
    throw ApplicationFailure.create(failure('PayloadKeyMissing', message, { details: [{ keyId: id }] }));
  }
  const data = Buffer.from(payload.data ?? []);
  try {
    const decipher = createDecipheriv(CIPHER, key, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(id))
      .setAuthTag(data.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return unpack(Buffer.concat([decipher.update(data.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]));
  } catch (error) {
    const cause = error instanceof Error ? { cause: error } : {};
    const message =
      `A payload under key "${id}" cannot be decrypted: its bytes here are not the ones that encrypted it (or the ` +
      'payload is damaged). Give every process the same PAYLOAD_KEYS.';
    throw ApplicationFailure.create({
      ...failure('PayloadKeyMissing', message, { details: [{ keyId: id }] }),
      ...cause,
    });
  }
}

/** Length of the metadata, the metadata as JSON with base64 values, the data as it is. */
function pack(payload: Payload): Buffer {
  const entries = Object.entries(payload.metadata ?? {}).map(([name, value]) => [
    name,
    Buffer.from(value).toString('base64'),
  ]);
  const metadata = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(metadata.length);
  // A payload of undefined has no data; where a workflow made it (a memo that is taken away), it shows an empty array.
  return Buffer.concat([length, metadata, Buffer.from(payload.data ?? [])]);
}

function unpack(packed: Buffer): Payload {
  const end = 4 + packed.readUInt32BE(0);
  const metadata = JSON.parse(packed.toString('utf8', 4, end)) as Record<string, string>;
  const entries = Object.entries(metadata).map(
    ([name, value]) => [name, new Uint8Array(Buffer.from(value, 'base64'))] as const,
  );
  return { metadata: Object.fromEntries<Uint8Array>(entries), data: new Uint8Array(packed.subarray(end)) };
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return bytes ? Buffer.from(bytes).toString() : '';
}
