import { shareReads } from '../../../client/api/shared-reads';

/** A read that answers when it is told to, with how many reads have begun. */
function heldRead() {
  const asked: string[] = [];
  const answers: ((fails?: Error) => void)[] = [];
  const read = (question: string): Promise<number> => {
    const number = asked.push(question);
    return new Promise((resolve, reject) => {
      answers.push((fails) => (fails ? reject(fails) : resolve(number)));
    });
  };
  return { asked, answers, shared: shareReads(read) };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('who asks while a read is under way gets one that begins after, and shares it', async () => {
  const { asked, answers, shared } = heldRead();
  const first = shared('a');
  const [second, third] = [shared('a'), shared('a')];
  expect(asked).toEqual(['a']);
  answers[0]?.();
  expect(await first).toBe(1);
  await settled();
  expect(asked).toEqual(['a', 'a']);
  const fourth = shared('a');
  answers[1]?.();
  expect(await Promise.all([second, third])).toEqual([2, 2]);
  await settled();
  answers[2]?.();
  expect(await fourth).toBe(3);
});

test('a read that is over serves nobody else', async () => {
  const { asked, answers, shared } = heldRead();
  const first = shared('a');
  answers[0]?.();
  await first;
  const second = shared('a');
  answers[1]?.();
  expect(await second).toBe(2);
  expect(asked).toEqual(['a', 'a']);
});

test('other questions do not wait', () => {
  const { asked, shared } = heldRead();
  void shared('a');
  void shared('b');
  expect(asked).toEqual(['a', 'b']);
});

test('a read that fails fails for who shared it, and the next one is made all the same', async () => {
  const { answers, shared } = heldRead();
  const first = shared('a');
  const second = shared('a');
  answers[0]?.(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await settled();
  answers[1]?.();
  expect(await second).toBe(2);
});
