/** The state document, as documents of older runs are read. */
import { waitingForSchema } from '../../../domain/state';

test('a wait that names no candidates, as memos of older runs do, is read as one without any', () => {
  const older = { id: 'w1', reason: 'approve', until: null, verbs: ['approve'] };
  expect(waitingForSchema.parse(older)).toEqual({ ...older, candidates: [] });
});

test('the candidates of a wait are kept', () => {
  const wait = { id: 'w1', reason: 'lost', until: null, verbs: ['retry'], candidates: ['5', '6'] };
  expect(waitingForSchema.parse(wait)).toEqual(wait);
});
