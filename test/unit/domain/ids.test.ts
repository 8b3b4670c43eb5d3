import fc from 'fast-check';
import {
  MEMO_KEYS,
  SEARCH_ATTRIBUTES,
  TASK_QUEUES,
  creditLineWorkflowId,
  migrationWorkflowId,
  parseWorkflowId,
} from '../../../domain/ids';

const graphId = fc.stringMatching(/^[0-9]{1,32}$/);

describe('a workflow id', () => {
  test('of a migration is read back as what it was made from', () => {
    fc.assert(
      fc.property(graphId, fc.boolean(), (wabaId, dryRun) => {
        expect(parseWorkflowId(migrationWorkflowId(wabaId, { dryRun }))).toEqual({ kind: 'migration', wabaId, dryRun });
      }),
    );
  });

  test('of a credit operation is read back as what it was made from', () => {
    fc.assert(
      fc.property(graphId, (businessId) => {
        expect(parseWorkflowId(creditLineWorkflowId(businessId))).toEqual({ kind: 'credit-line', businessId });
      }),
    );
  });

  test('is spelt as other programs expect it', () => {
    expect(migrationWorkflowId('102290129340398')).toBe('migrate-waba/102290129340398');
    expect(migrationWorkflowId('102290129340398', { dryRun: true })).toBe('assess-waba/102290129340398');
    expect(creditLineWorkflowId('506914307656634')).toBe('credit-line/506914307656634');
  });

  test.each([
    '',
    'migrate-waba/',
    'migrate-waba/12a',
    'migrate-waba/12/3',
    ' migrate-waba/12',
    'migrate-waba/12\n',
    'campaign/spring',
    'read-graph/token/1',
    `migrate-waba/${'1'.repeat(33)}`,
  ])('that is not ours (%p) says nothing', (foreign) => {
    expect(parseWorkflowId(foreign)).toBeUndefined();
  });
});

describe('names that other programs depend on', () => {
  test('task queues', () => {
    expect(TASK_QUEUES).toEqual({ workflows: 'waba-workflows', graph: 'graph-api' });
  });

  test('search attributes and their types', () => {
    expect(SEARCH_ATTRIBUTES).toMatchObject({
      WabaId: 'KEYWORD',
      DestinationWabaId: 'KEYWORD',
      MigrationId: 'KEYWORD',
      BusinessId: 'KEYWORD',
      CampaignId: 'KEYWORD',
      TargetCurrency: 'KEYWORD',
      Phase: 'KEYWORD',
      NeedsOperator: 'BOOL',
      PhaseChangedAt: 'DATETIME',
    });
  });

  test('memo keys', () => {
    const named = ['inputDigest', 'idempotencyKey', 'requestHash', 'startedBy', 'requestId', 'name', 'sourceCurrency'];
    expect(MEMO_KEYS).toEqual(expect.arrayContaining([...named, 'waitingFor']));
  });
});
