import type { Running } from './running';
import { graphError, readyMigration, run } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

const template = (name: string, code = 'en_US'): object => ({
  messaging_product: 'whatsapp',
  to: '+1 631 555 0199',
  type: 'template',
  template: { name, language: { code } },
});
const templates = [
  { name: 'order', language: 'en_US' },
  { name: 'waiting', language: 'en_US', status: 'PENDING' },
];

test('an approved template is accepted, and the journal has the ids but not the recipient', async () => {
  const { id, numbers } = await sim.account({ templates });
  const sent = await sim.post(`/${numbers[0]?.id}/messages`, template('order'));
  expect(sent.body).toMatchObject({ contacts: [{ wa_id: '16315550199' }], messages: [{ message_status: 'accepted' }] });
  const entry = sim.simulator.journal().at(-1);
  expect(entry?.effect).toMatchObject({ kind: 'message-accepted', wabaId: id, phoneNumberId: numbers[0]?.id });
  expect(JSON.stringify(entry)).not.toContain('0199');
});

test('hello_world is refused from a real number', async () => {
  const { numbers } = await sim.account({ templates });
  expect((await sim.post(`/${numbers[0]?.id}/messages`, template('hello_world'))).body).toMatchObject(
    graphError(131058),
  );
});

test('an unknown, unapproved or untranslated template is refused', async () => {
  const { numbers } = await sim.account({ templates });
  for (const message of [template('nothing'), template('waiting'), template('order', 'hi')]) {
    expect((await sim.post(`/${numbers[0]?.id}/messages`, message)).body).toMatchObject(graphError(132001));
  }
});

test('an unfunded account, a number that is not connected and a bad body are refused', async () => {
  const unfunded = await sim.account({ templates, funding: 'none' });
  expect((await sim.post(`/${unfunded.numbers[0]?.id}/messages`, template('order'))).body).toMatchObject(
    graphError(131042),
  );
  const offline = await sim.account({ templates, numbers: [{ status: 'DISCONNECTED' }] });
  expect((await sim.post(`/${offline.numbers[0]?.id}/messages`, template('order'))).body).toMatchObject(
    graphError(133010),
  );
  expect((await sim.post(`/${unfunded.numbers[0]?.id}/messages`, { to: '1' })).body).toMatchObject(graphError(100));
});

test('after the move the numbers send from the clone, and what stayed behind cannot send', async () => {
  const { id, numbers } = await sim.account({ templates, numbers: [{}, { inReview: true, status: 'CONNECTED' }] });
  const { id: migration, clone } = await readyMigration(sim, id);
  await sim.post(`/${migration}/resume_migration`);
  await sim.advance(60_000);
  expect((await sim.post(`/${numbers[0]?.id}/messages`, template('order'))).status).toBe(200);
  expect(sim.simulator.journal().at(-1)?.effect).toMatchObject({ kind: 'message-accepted', wabaId: clone });
  expect((await sim.post(`/${numbers[1]?.id}/messages`, template('order'))).body).toMatchObject(graphError(131031));
});
