/** What the hints of the event stream have asked anew, and how often while answers are slow. */
import { QueryClient, QueryObserver, type QueryKey } from '@tanstack/react-query';
import { follow } from '../../../client/dashboard/live/events';
import { KEYS } from '../../../client/dashboard/server/keys';

/** The stream as a browser has it, fed by the test. */
class FedSource extends EventTarget {
  static readonly CLOSED = 2;
  static last: FedSource;
  readyState = 1;
  constructor() {
    super();
    FedSource.last = this;
  }
  close(): void {
    this.readyState = FedSource.CLOSED;
  }
}

const told = (name: string, data: unknown = {}): void =>
  void FedSource.last.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
const changed = (id: string, wabaId: string | null): void => told('changed', { id, wabaId, businessId: '77' });
const migrationChanged = (wabaId = '102290129340398'): void => changed(`waba-migration/${wabaId}`, wabaId);

/** Longer than hints are gathered for. */
const aMoment = () => jest.advanceTimersByTimeAsync(1_000);

/** A query that somebody looks at and that is answered when the test says so. */
function shown(client: QueryClient, queryKey: QueryKey) {
  const held: (() => void)[] = [];
  let asked = 0;
  let isSlow = false;
  const queryFn = (): Promise<number> => {
    const answer = (asked += 1);
    return isSlow ? new Promise((resolve) => held.push(() => resolve(answer))) : Promise.resolve(answer);
  };
  new QueryObserver(client, { queryKey, queryFn, staleTime: Infinity }).subscribe(() => undefined);
  return {
    asked: () => asked,
    /** Which of its questions the page shows the answer to. */
    answer: () => client.getQueryData(queryKey),
    hold: () => void (isSlow = true),
    release: () => held.splice(0).forEach((give) => give()),
  };
}

let client: QueryClient;
let leave: () => void;
beforeEach(async () => {
  jest.useFakeTimers();
  Object.assign(globalThis, { EventSource: FedSource });
  client = new QueryClient();
  leave = follow(client);
  told('snapshot');
  await aMoment();
});
afterEach(() => {
  leave();
  client.clear();
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, 'EventSource');
});

test('a change of a migration renews the lists and that migration, and nothing else that is shown', async () => {
  const lists = shown(client, [...KEYS.migrations, { pageSize: 50 }]);
  const mine = shown(client, [...KEYS.migration('102290129340398'), { dryRun: false }]);
  const others = [
    shown(client, KEYS.migration('1')),
    shown(client, [...KEYS.credit, 'lines']),
    shown(client, KEYS.session),
    shown(client, KEYS.account),
  ];
  await aMoment();
  migrationChanged();
  await aMoment();
  expect([lists, mine, ...others].map(({ asked }) => asked())).toEqual([2, 2, 1, 1, 1, 1]);
});

test('a change of a share or revoke renews what is shown of credit lines, and no list of migrations', async () => {
  const lists = shown(client, KEYS.migrations);
  const credit = shown(client, [...KEYS.credit, 'lines']);
  await aMoment();
  changed('credit-line/77', null);
  await aMoment();
  expect([lists.asked(), credit.asked()]).toEqual([1, 2]);
});

test('changes of one moment are asked for once', async () => {
  const lists = shown(client, KEYS.migrations);
  await aMoment();
  for (const wabaId of ['1', '2', '3']) migrationChanged(wabaId);
  await aMoment();
  expect(lists.asked()).toBe(2);
});

test('changes that come faster than a list do not keep it from arriving: it is asked once more after it', async () => {
  const lists = shown(client, KEYS.migrations);
  await aMoment();
  lists.hold();
  for (let second = 0; second < 5; second += 1) {
    migrationChanged();
    await aMoment();
  }
  expect(lists.asked()).toBe(2);
  lists.release();
  await aMoment();
  expect(lists.answer()).toBe(2);
  expect(lists.asked()).toBe(3);
  lists.release();
  await aMoment();
  expect(lists.answer()).toBe(3);
  await aMoment();
  expect(lists.asked()).toBe(3);
});

test('what is slow to come holds up nothing else', async () => {
  const credit = shown(client, KEYS.credit);
  const lists = shown(client, KEYS.migrations);
  await aMoment();
  credit.hold();
  changed('credit-line/77', null);
  await aMoment();
  migrationChanged();
  await aMoment();
  expect([credit.answer(), lists.answer()]).toEqual([1, 2]);
});

describe('a stream that is back', () => {
  test('renews all that may have changed meanwhile, but not what holds for long or costs calls to Meta', async () => {
    const changing = [KEYS.migrations, KEYS.credit, KEYS.deadlines, KEYS.readiness].map((key) => shown(client, key));
    const fixed = [KEYS.about, KEYS.session, KEYS.account].map((key) => shown(client, key));
    await aMoment();
    told('snapshot');
    await aMoment();
    expect(changing.map(({ asked }) => asked())).toEqual([1, 1, 1, 1]);
    told('away');
    told('snapshot');
    await aMoment();
    // That Temporal is away is asked of the readiness at once.
    expect(changing.map(({ asked }) => asked())).toEqual([2, 2, 2, 3]);
    expect(fixed.map(({ asked }) => asked())).toEqual([1, 1, 1]);
  });

  test('asks anew for what holds for long where that could not be had, but not of Meta', async () => {
    const failing = (queryKey: QueryKey) => {
      const queryFn = jest.fn(() => Promise.reject(new Error('no server')));
      new QueryObserver(client, { queryKey, queryFn, retry: false }).subscribe(() => undefined);
      return queryFn;
    };
    const [about, account] = [failing(KEYS.about), failing(KEYS.account)];
    await aMoment();
    told('away');
    told('snapshot');
    await aMoment();
    expect(about).toHaveBeenCalledTimes(2);
    expect(account).toHaveBeenCalledTimes(1);
  });

  test('lets what it asked for arrive, although Temporal goes and comes again meanwhile', async () => {
    const lists = shown(client, KEYS.migrations);
    await aMoment();
    lists.hold();
    for (let times = 0; times < 3; times += 1) {
      told('away');
      told('snapshot');
      await aMoment();
    }
    expect(lists.asked()).toBe(2);
    lists.release();
    await aMoment();
    expect(lists.answer()).toBe(2);
    expect(lists.asked()).toBe(3);
  });

  test('waits for no answer to what was asked before it broke', async () => {
    const lists = shown(client, KEYS.migrations);
    await aMoment();
    lists.hold();
    migrationChanged();
    await aMoment();
    told('error');
    told('snapshot');
    await aMoment();
    expect(lists.asked()).toBe(3);
    migrationChanged();
    lists.release();
    await aMoment();
    expect(lists.answer()).toBe(3);
    expect(lists.asked()).toBe(4);
  });
});

test('a page that is left asks nothing any more', async () => {
  const lists = shown(client, KEYS.migrations);
  await aMoment();
  migrationChanged();
  leave();
  await aMoment();
  expect(lists.asked()).toBe(1);
});
