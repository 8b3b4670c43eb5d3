import { createLogger, redact, temporalLogger } from '../../../runtime/logger';

const TOKEN = 'EAAGm0PX4ZCpsBAKZBx0ZCfakefakefake';

/** The lines that a logger of this level writes. */
function lines(level: 'debug' | 'info', speak: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const written: string[] = [];
  speak(createLogger({ level, name: 'worker', destination: { write: (line) => void written.push(line) } }));
  return written;
}

describe('the log', () => {
  test.each([
    ['a token of Meta', `refused ${TOKEN} today`, TOKEN],
    ['a query', `GET https://graph.facebook.com/1?access_token=abc123&fields=id`, 'abc123'],
    ['an encoded query', `next=%3Faccess_token%3Dabc123`, 'abc123'],
    ['a proof', 'appsecret_proof=deadbeef', 'deadbeef'],
    ['a header', 'authorization: Bearer abc.def-123', 'abc.def-123'],
    ['an API key', `GET /v1/migrations/wm_0123456789ab_${'S'.repeat(43)}`, 'SSS'],
    ['OAuth as a scheme', 'Authorization: OAuth abc123', 'abc123'],
  ])('blots out %s in a message', (_what, text, secret) => {
    const [line = ''] = lines('info', (logger) => logger.info(text));
    expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({ name: 'worker' });
  });

  test('blots out secrets in fields and in errors, and the line stays JSON', () => {
    const written = lines('info', (logger) => {
      logger.info({ deep: { access_token: 'abc"123', app_secret: 's3cr3t', password: 'pw' }, count: 3 }, 'hello');
      logger.error(new Error(`cannot use ${TOKEN}`));
    }).join('');
    for (const secret of ['abc', 's3cr3t', 'pw"', TOKEN]) expect(written).not.toContain(secret);
    expect(JSON.parse(written.split('\n')[0] ?? '')).toMatchObject({ count: 3, msg: 'hello' });
  });

  test('leaves everything else as it is', () => {
    const text = 'WABA 102290129340398: template order_update:en_US is missing (fbtrace AbCdEf123)';
    expect(redact(text)).toBe(text);
  });

  test("carries the lines of Temporal's SDK, with their fields, from its level on", () => {
    const written = lines('info', (logger) => {
      const bridge = temporalLogger(logger);
      bridge.debug('not this one');
      bridge.warn('slow poll', { taskQueue: 'graph-api' });
      bridge.log('ERROR', 'lost');
    }).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(written).toEqual([
      expect.objectContaining({ level: 40, msg: 'slow poll', taskQueue: 'graph-api' }),
      expect.objectContaining({ level: 50, msg: 'lost' }),
    ]);
  });

  test("says what an error of Temporal's SDK says, which comes as a field", () => {
    const [line = ''] = lines('info', (logger) => {
      temporalLogger(logger).error('Failed to process Workflow Activation', { error: new Error('no such key') });
    });
    expect(JSON.parse(line)).toMatchObject({ error: { message: 'no such key' } });
  });
});
