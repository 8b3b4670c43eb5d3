/** Payloads as Temporal's codec protocol carries them: the JSON form of protobuf, in which bytes are base64. */
import { z } from 'zod';
import type { Payload } from '@temporalio/common';

const base64 = z.base64('is no base64');

const payloadSchema = z.object({
  metadata: z.record(z.string(), base64).optional(),
  data: base64.optional(),
});

/** The body of a request, and of its answer. What a payload holds beside metadata and data is left out. */
export const payloadsSchema = z.object({ payloads: z.array(payloadSchema).default([]) });
/** See {@link payloadsSchema}. */
export type Payloads = z.infer<typeof payloadsSchema>;

/** The payloads of a body, as a codec of the SDK takes them. */
export function fromJson({ payloads }: Payloads): Payload[] {
  return payloads.map(({ metadata = {}, data = '' }) => ({
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, bytesOf(value)])),
    data: bytesOf(data),
  }));
}

/** The other way round. */
export function toJson(payloads: readonly Payload[]): Payloads {
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, textOf(value)])),
      data: textOf(data ?? new Uint8Array()),
    })),
  };
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
