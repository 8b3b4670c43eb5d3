/** Opens what Temporal keeps encrypted, so that a judge reads what a person with the key would read. */
import type { Payload, PayloadCodec } from '@temporalio/common';

/** A copy of a history or description with every payload decoded; the same one where there is no codec. */
export async function opened<T>(document: T, codec: PayloadCodec | undefined): Promise<T> {
  return codec === undefined ? document : ((await openedValue(document, codec)) as T);
}

async function openedValue(value: unknown, codec: PayloadCodec): Promise<unknown> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => openedValue(item, codec)));
  if (isPayload(value)) return (await codec.decode([value]))[0];
  // A 64-bit number of protobuf is an object with methods, and is kept as it is.
  if ('low' in value && 'high' in value) return value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, item]) => [key, await openedValue(item, codec)] as const),
  );
  return Object.fromEntries(entries);
}

function isPayload(value: object): value is Payload {
  return 'metadata' in value && 'data' in value && value.data instanceof Uint8Array;
}
