import type { NumberPlace } from '../../checker';
import { concluded, describeInvariant, openHistory, run, state, waiting } from './cases';
import { CLONE, SOURCE } from './good-run';

const leftBehind: NumberPlace[] = [{ digits: '15550001', wabaId: SOURCE, status: 'CONNECTED' }];
const named = { digits: '15550001', sourceId: '1', status: 'CONNECTED' };

describeInvariant(5, {
  keeps: {
    'a number left behind while a person is asked': run({
      states: state(waiting),
      histories: openHistory,
      numbersAfter: leftBehind,
    }),
    'a number left behind that a person concluded on': run({
      ...concluded([{ ...named, cloneId: null, on: 'source' }]),
      numbersAfter: leftBehind,
    }),
    'a number that could not send before': run({
      numbersBefore: [{ digits: '15550001', wabaId: SOURCE, status: 'PENDING' }],
      numbersAfter: leftBehind,
    }),
  },
  breaks: {
    'a number left on the source, which cannot send any more': run({ numbersAfter: leftBehind }),
    'a number on the clone that is not connected': run({
      numbersAfter: [{ digits: '15550001', wabaId: CLONE, status: 'PENDING' }],
    }),
    'a number that is gone': run({ numbersAfter: [] }),
    'a conclusion that does not name the number': run({ ...concluded([]), numbersAfter: [] }),
    'a conclusion that names the wrong place': run({
      ...concluded([{ ...named, cloneId: '1', on: 'clone' }]),
      numbersAfter: leftBehind,
    }),
  },
});
