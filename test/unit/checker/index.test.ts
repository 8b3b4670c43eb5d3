import { check } from '../../checker';
import { goodHistory, goodRun } from './good-run';

it('passes a run that kept every promise', () => {
  expect(check(goodRun)).toEqual([]);
});

it('reads histories as the server gives them, payloads undecoded', () => {
  const scheduled = goodHistory.history.events?.[1]?.activityTaskScheduledEventAttributes;
  expect(scheduled?.input?.payloads?.[0]?.data).toBeInstanceOf(Uint8Array);
});
