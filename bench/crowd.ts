/** Many migrations in Temporal's visibility, without the work: runs with the attributes of real ones that no worker takes up. */
import type { Client } from '@temporalio/client';
import { attributesAtStart } from '../client/runs/search-attributes';
import { migrationWorkflowId, WORKFLOW_TYPES } from '../domain/ids';
import { PHASES, type Phase } from '../domain/phases';
import { until } from '../test/e2e/harness';

/** Starts under way at a time. */
const AT_ONCE = 20;
/** Ids that no account of the simulator has. */
const FIRST_ID = 880_000_000_000_000;

/** Starts a run of nobody's account in a phase; visibility knows it as a migration. */
export async function startStandIn(client: Client, number: number, phase: Phase): Promise<string> {
  const wabaId = String(FIRST_ID + number);
  const workflowId = migrationWorkflowId(wabaId);
  await client.workflow.start(WORKFLOW_TYPES.migrateWaba, {
    workflowId,
    // Polled by nobody.
    taskQueue: 'stand-ins',
    typedSearchAttributes: attributesAtStart({ phase, wabaId, targetCurrency: 'INR', businessId: '77' }, new Date()),
    memo: { name: `Account ${number}`, sourceCurrency: 'USD', startedBy: 'local:bench', inputDigest: 'd'.repeat(64) },
  });
  return workflowId;
}

/** Starts runs until there are so many, spread over the phases, and waits until visibility counts them. */
export async function gatherCrowd(client: Client, size: number, already = 0): Promise<void> {
  let next = already;
  const startSome = async (): Promise<void> => {
    while (next < size) {
      const number = next++;
      await startStandIn(client, number, PHASES[number % PHASES.length] ?? 'assessing');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, startSome));
  await until(`${size} runs in visibility`, 120_000, async () => {
    const { count } = await client.workflow.count(`WorkflowType = '${WORKFLOW_TYPES.migrateWaba}'`);
    return count >= size ? true : undefined;
  });
}
