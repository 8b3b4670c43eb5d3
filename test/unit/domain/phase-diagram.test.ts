import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIAGRAMS, phaseDiagram, withPhaseDiagram, type PhaseTable } from '../../../docs/phase-diagram';
import { ALL_TRANSITIONS, PHASES, TRANSITIONS } from '../../../domain/phases';

const pageOf = (name: string) => readFileSync(join(__dirname, '../../../docs', name), 'utf8');
const MIGRATION: PhaseTable = { phases: PHASES, moves: TRANSITIONS };

describe('the phase diagram', () => {
  test.each(Object.entries(DIAGRAMS))('of docs/%s is up to date; otherwise run `npm run docs`', (name, table) => {
    expect(pageOf(name)).toBe(withPhaseDiagram(pageOf(name), table));
  });

  test('has one line for each phase and each move', () => {
    const lines = phaseDiagram(MIGRATION).split('\n');
    expect(lines.filter((line) => line.includes('state "'))).toHaveLength(PHASES.length);
    const moves = lines.filter((line) => line.includes(' --> ') && !line.includes('[*]'));
    expect(moves).toHaveLength(ALL_TRANSITIONS.length);
    expect(moves).toContain('  awaiting_approval --> cutting_over');
  });

  test('of an older table is seen as out of date', () => {
    const page = pageOf('architecture.md');
    const older = page.replace('  verifying --> awaiting_approval\n', '');
    expect(older).not.toBe(page);
    expect(withPhaseDiagram(older, MIGRATION)).toBe(page);
  });

  test('is not written into a page without a place for it', () => {
    expect(() => withPhaseDiagram('# Something else', MIGRATION)).toThrow('has no line');
  });
});
