/**
 * The environment in which tests run: the caller's without this program's own settings, so that no test can reach
 * somebody's Temporal cluster or Meta account, whatever is set on this machine.
 */
import { devNull } from 'node:os';

const SETTINGS = /^(TEMPORAL|GRAPH|META|WEBHOOK|PAYLOAD|POLL|CUTOVER|NOTIFY|HOOKS)_/;
const MORE_SETTINGS = [
  'PUBLIC_URL',
  'STATE_DIR',
  'EVIDENCE_DIR',
  'HOST',
  'PORT',
  'API_KEYS_FILE',
  'REQUIRE_SECOND_PERSON',
  'SESSION_SECRET',
  'SESSION_SECRET_FILE',
  'METRICS_ADDRESS',
  'LOG_LEVEL',
  'DEPLOYMENT_NAME',
  'BUILD_ID',
];
/** Where the servers of the tests are: a matter of the machine, not of an account. */
const KEPT = ['TEMPORAL_CLI_PATH', 'TEMPORAL_TEST_SERVER_PATH'];

/** A copy of an environment without settings of this program and without Temporal's profiles. */
export function testEnvironment(environment) {
  const isSetting = (name) => (SETTINGS.test(name) || MORE_SETTINGS.includes(name)) && !KEPT.includes(name);
  const kept = Object.entries(environment).filter(([name]) => !isSetting(name.toUpperCase()));
  return { ...Object.fromEntries(kept), TEMPORAL_CONFIG_FILE: devNull };
}
