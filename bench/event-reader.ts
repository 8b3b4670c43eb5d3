/** A reader of the event stream that only waits for texts in it. */
/** An open stream. */
export interface Reader {
  /** Resolves once the stream has said this text. */
  heard(text: string): Promise<unknown>;
  stop(): void;
}

/** Long enough for any machine. */
const PATIENCE_MS = 120_000;

/** Opens a stream. Throws where it is refused. */
export async function listen(url: string): Promise<Reader> {
  const controller = new AbortController();
  const answer = await fetch(url, { signal: controller.signal });
  if (!answer.ok || answer.body === null) throw new Error(`${url} answered ${answer.status}`);
  const decoder = new TextDecoder();
  const waiting = new Map<string, () => void>();
  let said = '';
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      said += decoder.decode(value, { stream: true });
      for (const [text, tell] of waiting) if (said.includes(text)) tell();
    }
  };
  // Ends by `stop`.
  void read(answer.body).catch(() => undefined);
  return {
    heard: (text) =>
      new Promise<void>((resolve, reject) => {
        if (said.includes(text)) return resolve();
        const timer = setTimeout(() => reject(new Error(`the stream never said ${text}`)), PATIENCE_MS);
        waiting.set(text, () => {
          clearTimeout(timer);
          waiting.delete(text);
          resolve();
        });
      }),
    stop: () => controller.abort(),
  };
}
