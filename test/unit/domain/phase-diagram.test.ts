import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phaseDiagram, withPhaseDiagram } from '../../../docs/phase-diagram';
import { ALL_TRANSITIONS, PHASES } from '../../../domain/phases';

const page = readFileSync(join(__dirname, '../../../docs/architecture.md'), 'utf8');

describe('the phase diagram', () => {
  test('of docs/architecture.md is up to date; otherwise run `npm run docs`', () => {
    expect(page).toBe(withPhaseDiagram(page));
  });

  test('has one line for each phase and each move', () => {
    const lines = phaseDiagram().split('\n');
    expect(lines.filter((line) => line.includes('state "'))).toHaveLength(PHASES.length);
    const moves = lines.filter((line) => line.includes(' --> ') && !line.includes('[*]'));
    expect(moves).toHaveLength(ALL_TRANSITIONS.length);
    expect(moves).toContain('  awaiting_approval --> cutting_over');
  });

  test('of an older table is seen as out of date', () => {
    const older = page.replace('  verifying --> awaiting_approval\n', '');
    expect(older).not.toBe(page);
    expect(withPhaseDiagram(older)).toBe(page);
  });

  test('is not written into a page without a place for it', () => {
    expect(() => withPhaseDiagram('# Something else')).toThrow('has no line');
  });
});
