/** Every workflow that a worker registers. */
export { deliverNotification } from './deliver-notification.workflow';
export { migrateWaba } from './migrate-waba.workflow';
export { readGraph } from './read-graph.workflow';
export { revokeCreditLine } from './revoke-credit-line.workflow';
export { shareCreditLine } from './share-credit-line.workflow';
