import fc from 'fast-check';
import { classify, type CallFailure } from '../../../activities/graph/classify';
import { GRAPH_ERROR_KINDS, type GraphErrorKind } from '../../../activities/graph/errors';

type Classifier = (failure: CallFailure) => GraphErrorKind;

const SEED = 20261122;
const THROTTLES = [4, 17, 32, 613, 80007, 80008, 130429];
const BREAKDOWNS = [1, 2, 131000];

const answered = (code: number, more: Partial<CallFailure> = {}): CallFailure => ({
  write: false,
  notSent: false,
  httpStatus: 400,
  code,
  subcode: undefined,
  transient: false,
  ...more,
});

describe('the table of failures', () => {
  it.each<[GraphErrorKind, number[]]>([
    ['throttled', THROTTLES],
    ['auth', [0, 102, 104, 190]],
    ['permission', [3, 10, 200, 294, 299, 131005]],
    ['missing-or-forbidden', [803]],
    ['parameter', [100, 192, 131008, 131009, 200002]],
    ['policy', [368, 131031, 130497]],
    ['billing', [131042]],
    ['number', [33, 131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 136024]],
    ['message', [131026, 131047, 131049, 130472, 131056, 131058, 132000, 132001, 132018, 132068]],
    ['refused', [5, 300, 99999, -1]],
  ])('says %s of a refusal with its codes, of reads and writes alike', (kind, codes) => {
    for (const code of codes) {
      expect([code, classify(answered(code))]).toEqual([code, kind]);
      expect([code, classify(answered(code, { write: true }))]).toEqual([code, kind]);
    }
  });

  it('keeps 100/33 apart from every other 100: it is about the object', () => {
    expect(classify(answered(100, { subcode: 33 }))).toBe('missing-or-forbidden');
    expect(classify(answered(100, { subcode: 2388024 }))).toBe('parameter');
  });

  /** Any failure, with the codes that matter far more often than chance would bring them. */
  const failures: fc.Arbitrary<CallFailure> = fc
    .record({
      write: fc.boolean(),
      notSent: fc.boolean(),
      httpStatus: fc.option(
        fc.oneof(fc.constantFrom(200, 302, 400, 401, 403, 404, 429, 500, 502, 503), fc.integer({ min: 200, max: 599 })),
        { nil: undefined },
      ),
      code: fc.option(
        fc.oneof(
          fc.constantFrom(...THROTTLES, ...BREAKDOWNS, 100, 190, 10, 200, 131042, 368),
          fc.integer({ min: 0, max: 3_000_000 }),
        ),
        { nil: undefined },
      ),
      subcode: fc.option(fc.constantFrom(33, 463, 2388024), { nil: undefined }),
      transient: fc.boolean(),
    })
    // What cannot be: an envelope without an answer, a subcode without a code, an answer to what was not sent.
    .map((failure) => {
      const httpStatus = failure.notSent ? undefined : failure.httpStatus;
      const code = httpStatus === undefined ? undefined : failure.code;
      return {
        ...failure,
        httpStatus,
        code,
        subcode: code === undefined ? undefined : failure.subcode,
        transient: code !== undefined && failure.transient,
      };
    });

  /** What must hold of every classifier, each as it would be said to an operator. */
  function holds(kindOf: Classifier, failure: CallFailure): boolean {
    const kind = kindOf(failure);
    const { write, notSent, code, httpStatus, transient } = failure;
    const throttled = httpStatus === 429 || (code !== undefined && THROTTLES.includes(code));
    const lost = code === undefined || BREAKDOWNS.includes(code) || transient;
    if (!GRAPH_ERROR_KINDS.includes(kind)) return false;
    // Not sent is not sent, whatever it was.
    if (notSent) return kind === 'unavailable';
    // A throttling proves that nothing happened.
    if (throttled) return kind === 'throttled';
    if (kind === 'throttled') return false;
    // A lost answer proves nothing; only a read may be tried again.
    if (lost) return kind === (write ? 'outcome-unknown' : 'unavailable');
    // No read has an outcome to be known, and no sent write may pass for unsent.
    if (!write) return kind !== 'outcome-unknown';
    return kind !== 'unavailable';
  }

  const check = (kindOf: Classifier) =>
    fc.check(
      fc.property(failures, (failure) => holds(kindOf, failure)),
      { seed: SEED, numRuns: 5_000 },
    );

  it('never lets a lost write pass for a refused one, nor a throttling for anything else', () => {
    expect(check(classify)).toMatchObject({ failed: false });
  });

  /** Bugs seeded by hand; the property must find each. */
  const BUGS: Record<string, Classifier> = {
    'a write without an envelope counts as unavailable and would be repeated': (f) =>
      f.write && f.code === undefined && !f.notSent && f.httpStatus !== 429 ? 'unavailable' : classify(f),
    'a 5xx counts as a refusal': (f) => ((f.httpStatus ?? 0) >= 500 && f.code === undefined ? 'refused' : classify(f)),
    'a 200 that cannot be parsed counts as an invalid answer of a write': (f) =>
      f.write && f.httpStatus === 200 && f.code === undefined ? 'invalid-answer' : classify(f),
    'code 2 on a write counts as a refusal': (f) => (f.write && f.code === 2 && !f.notSent ? 'refused' : classify(f)),
    'is_transient is overlooked': (f) => classify({ ...f, transient: false }),
    'is_transient comes before throttling': (f) =>
      f.transient ? (f.write ? 'outcome-unknown' : 'unavailable') : classify(f),
    'WABA throttling (80008) is not known': (f) => classify(f.code === 80008 ? { ...f, code: 99999 } : f),
    'throttling goes by HTTP 429 only': (f) =>
      f.code !== undefined && THROTTLES.includes(f.code) && f.httpStatus !== 429 ? 'refused' : classify(f),
    'HTTP 429 without an envelope is a lost answer': (f) =>
      classify(f.httpStatus === 429 && f.code === undefined ? { ...f, httpStatus: 500 } : f),
    'a connection that was never made leaves the outcome unknown': (f) => classify({ ...f, notSent: false }),
    'every failed connection counts as not sent': (f) => classify({ ...f, notSent: f.httpStatus === undefined }),
    'reads and writes are mixed up': (f) => classify({ ...f, write: !f.write }),
  };

  it.each(Object.entries(BUGS))('finds the seeded bug: %s', (_name, bug) => {
    expect(check(bug)).toMatchObject({ failed: true });
  });
});
