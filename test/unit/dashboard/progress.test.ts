/** How far a migration has come: its steps, and the work that goes on. */
import type { Report, StateDocument } from '../../../client/dashboard/server/shapes';
import { goingOn } from '../../../client/dashboard/words/progress';
import { stepsDone, stepsOf } from '../../../client/dashboard/words/steps';
import { ended, line, report, state } from './told-runs';

describe('work that goes on', () => {
  const moving = (changes: Partial<StateDocument>) =>
    goingOn(state({ needsOperator: false, waitingFor: null, ...changes }));
  const phones = (...cloneIds: readonly (string | null)[]): Report => ({
    ...report(),
    idMap: {
      ...report().idMap,
      phones: cloneIds.map((cloneId, at) => ({ digits: `49${at}`, sourceId: `${at}`, cloneId })),
    },
  });

  it('is named, and of unknown length while Meta tells nothing of it', () => {
    expect(moving({ phase: 'cloning', report: null })).toEqual({ label: 'Cloning' });
    expect(moving({ phase: 'cutting-over' })).toEqual({ label: 'Moving numbers' });
    expect(moving({ phase: 'confirming', report: phones(null, null) })).toEqual({ label: 'Confirming' });
  });

  it('is as far as the numbers that were seen on the clone, once the run has looked', () => {
    const { arrived } = moving({ phase: 'confirming', report: phones('7', null, '9') }) ?? {};
    expect(arrived).toEqual({ done: 2, total: 3, words: '2 of 3 numbers were on the clone at the last look' });
    // What came to an earlier clone says nothing of how far this one has come.
    expect(moving({ phase: 'cloning', report: phones('7', null) })).toEqual({ label: 'Cloning' });
  });

  it('is none where the run waits for a person or a time, or has ended', () => {
    const { waitingFor } = state();
    expect(goingOn(state({ phase: 'cloning', needsOperator: true }))).toBeNull();
    expect(moving({ phase: 'awaiting-approval', waitingFor })).toBeNull();
    expect(moving({ phase: 'needs-operator' })).toBeNull();
    expect(moving({ phase: 'completed', outcome: ended })).toBeNull();
    expect(moving({ phase: 'cloning', outcome: ended })).toBeNull();
  });
});

describe('the steps', () => {
  const now = new Date('2026-11-01T10:30:00Z');
  const statuses = (told: StateDocument) => stepsOf(told, now).map(({ status }) => status);

  it('count all times in a step together, standing still in it too', () => {
    const timeline = [
      line(0, 'assessing'),
      line(2, 'cloning'),
      line(5, 'verifying'),
      line(6, 'needs-operator'),
      line(10, 'verifying'),
      line(11, 'awaiting-approval'),
    ];
    const steps = stepsOf(state({ timeline }), now);
    expect(steps.map(({ spentMs }) => spentMs / 60_000)).toEqual([2, 3, 6, 19, 0, 0]);
    expect(steps.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'person', 'ahead', 'ahead']);
  });

  it('forget what has to be done anew after a change', () => {
    const timeline = [line(0, 'assessing'), line(1, 'verifying'), line(2, 'awaiting-approval'), line(3, 'verifying')];
    const steps = stepsOf(state({ phase: 'verifying', needsOperator: false, timeline }), now);
    expect(steps[3]).toEqual({ step: 'approve', status: 'ahead', startedAt: null, spentMs: 0 });
    expect(steps[2]).toMatchObject({ status: 'moving', startedAt: line(1, 'verifying').at });
  });

  it('count as done what lies behind the run, wherever it stands still', () => {
    const timeline = [line(0, 'assessing'), line(2, 'cloning'), line(5, 'verifying')];
    expect(stepsDone(state({ phase: 'assessing', timeline: timeline.slice(0, 1) }), now)).toBe(0);
    expect(stepsDone(state({ phase: 'verifying', timeline }), now)).toBe(2);
    const stopped = state({ phase: 'needs-operator', timeline: [...timeline, line(6, 'needs-operator')] });
    expect(stepsDone(stopped, now)).toBe(2);
  });

  it('tell each end from every other', () => {
    const timeline = [line(0, 'assessing'), line(1, 'cloning'), line(2, 'needs-operator')];
    const stopped = state({ phase: 'needs-operator', timeline });
    expect(statuses(stopped)[1]).toBe('person');
    const end = (phase: StateDocument['phase']) =>
      statuses(state({ phase, needsOperator: false, timeline: [...timeline, line(3, phase)], outcome: ended }));
    expect(end('abandoned')).toEqual(['done', 'given-up', 'never', 'never', 'never', 'never']);
    expect(end('rejected')[1]).toBe('ended-badly');
    expect(end('failed')[1]).toBe('ended-badly');
    expect(new Set(end('completed'))).toEqual(new Set(['done']));
    expect(end('assessed').slice(0, 3)).toEqual(['done', 'done', 'never']);
  });
});
