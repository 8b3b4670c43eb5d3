import fc from 'fast-check';
import { migrationsQuery, quote } from '../../../client/visibility/query';
import { isTerminal, PHASES } from '../../../domain/phases';

/** Reads one literal as SQL does: a doubled quote and an escaped backslash are one character; null if it is not closed. */
function readLiteral(text: string): string | null {
  const body = /^'((?:[^'\\]|''|\\\\)*)'$/s.exec(text)?.[1];
  return body === undefined ? null : body.replace(/''|\\\\/g, (pair) => pair.charAt(0));
}

const roundTrip = (quoting: (text: string) => string) =>
  fc.property(
    fc.oneof(fc.string(), fc.stringMatching(/^['\\a ]{0,8}$/)),
    (text) => readLiteral(quoting(text)) === text,
  );

test('a quoted text is read back as it was, whatever it contains', () => {
  fc.assert(roundTrip(quote));
});

test('the property finds quoting that forgets something', () => {
  const bugs = [
    (text: string) => `'${text}'`,
    (text: string) => `'${text.replaceAll("'", "''")}'`,
    (text: string) => `'${text.replace("'", "''").replaceAll('\\', '\\\\')}'`,
  ];
  for (const bug of bugs) expect(fc.check(roundTrip(bug), { numRuns: 1_000 }).failed).toBe(true);
});

test('a phase that is not terminal asks for open runs only, since a terminated run keeps its last phase', () => {
  const open = PHASES.filter((phase) => migrationsQuery({ phase }).includes('CloseTime IS NULL'));
  expect(open).toEqual(PHASES.filter((phase) => !isTerminal(phase)));
});

test('only migrations are listed, by what their workflow ids begin with', () => {
  expect(migrationsQuery({})).toBe("WorkflowType = 'migrateWaba' AND WorkflowId STARTS_WITH 'migrate-waba/'");
});

test('an id is that of the account, of its clone or of one left behind, and dry runs stay out of all', () => {
  expect(migrationsQuery({ idPrefix: '1022' })).toBe(
    `${migrationsQuery({})} AND (WorkflowId STARTS_WITH 'migrate-waba/1022' OR DestinationWabaId STARTS_WITH '1022' OR OrphanWabaIds = '1022')`,
  );
});

test('every part of a filter narrows the list', () => {
  const query = migrationsQuery({ phase: 'completed', needsOperator: true, businessId: '77', targetCurrency: 'INR' });
  for (const part of ["Phase = 'completed'", 'NeedsOperator = true', "BusinessId = '77'", "TargetCurrency = 'INR'"]) {
    expect(query.split(' AND ')).toContain(part);
  }
});

test('a closed run needs nobody, whatever its attributes last said', () => {
  expect(migrationsQuery({ needsOperator: true })).toContain('NeedsOperator = true AND CloseTime IS NULL');
  expect(migrationsQuery({ needsOperator: false })).toContain('(NeedsOperator = false OR CloseTime IS NOT NULL)');
});

test('what closed lately is asked for by the moment, in UTC', () => {
  expect(migrationsQuery({ closedSince: '2026-11-22T05:30:00+05:30' })).toContain(
    "CloseTime >= '2026-11-22T00:00:00.000Z'",
  );
});

test('no order is asked for: visibility refuses one', () => {
  expect(migrationsQuery({ phase: 'cloning' })).not.toMatch(/order by/i);
});
