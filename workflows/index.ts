/** Every workflow that a worker registers. */
export { migrateWaba } from './migrate-waba.workflow';
