import { neutralHistory, RECORDER } from './neutral-history';

const payload = (value: unknown) => ({
  metadata: { encoding: Buffer.from('json/plain').toString('base64') },
  data: Buffer.from(JSON.stringify(value)).toString('base64'),
});

const recorded = {
  events: [
    { eventId: '1', attributes: { identity: '17@some-host', input: { payloads: [payload({ wabaId: '42' })] } } },
    { eventId: '2', attributes: { taskQueue: { name: '17@some-host-waba-workflows-5f', kind: 'STICKY' } } },
    { eventId: '3', attributes: { result: { payloads: [payload({ path: '/srv/run/evidence/42/a-1.json' })] } } },
    { eventId: '4', attributes: { stackTrace: 'at poll (/srv/project/dist/poll.js:1:2)' } },
  ],
};

describe('a history without the machine that recorded it', () => {
  const { events } = JSON.parse(neutralHistory(JSON.stringify(recorded), ['/srv/run', '/srv/project'])) as {
    events: unknown;
  };

  it('names no process and no folder of the machine, in payloads neither', () => {
    expect(events).toEqual([
      { eventId: '1', attributes: { identity: RECORDER, input: { payloads: [payload({ wabaId: '42' })] } } },
      { eventId: '2', attributes: { taskQueue: { name: `${RECORDER}-waba-workflows-5f`, kind: 'STICKY' } } },
      { eventId: '3', attributes: { result: { payloads: [payload({ path: 'evidence/42/a-1.json' })] } } },
      { eventId: '4', attributes: { stackTrace: 'at poll (dist/poll.js:1:2)' } },
    ]);
  });

  it('is the same as it was where there is nothing of a machine', () => {
    const neutral = { events: [{ eventId: '1', attributes: { input: { payloads: [payload('ä')] } } }] };
    expect(JSON.parse(neutralHistory(JSON.stringify(neutral), ['/srv/run']))).toEqual(neutral);
  });
});
