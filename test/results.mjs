/** Counts what Jest reports of one suite, so that nothing which did not run passes for good. */

/** In the name of a test that may be skipped where what Meta publishes does not stand beside this project. */
const NEEDS_META_SPECS = '(needs ../shared/meta)';

/**
 * What a suite's report amounts to.
 *
 * `report`: Jest's JSON, undefined where it wrote none. `status`: Jest's exit status. `notes` says in words what failed
 * without being a failed test, and what was left out.
 */
export function countSuite(report, status, { specsAreAbsent }) {
  if (report === undefined) return { passed: 0, failed: 1, notes: ['the suite did not run'] };
  if (report.numTotalTests === 0)
    return { passed: 0, failed: 1, notes: ['no test was found, or no file could be run'] };

  const notes = [];
  const left = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status !== 'passed' && test.status !== 'failed');
  const maySkip = ({ fullName }) => specsAreAbsent && fullName.includes(NEEDS_META_SPECS);
  const notRun = left.filter((test) => !maySkip(test));
  for (const { fullName } of left.filter(maySkip)) notes.push(`left out, which is no failure: ${fullName}`);
  for (const { fullName, status: how } of notRun) notes.push(`not run (${how}): ${fullName}`);
  if (report.numRuntimeErrorTestSuites > 0)
    notes.push(`files that could not be run: ${report.numRuntimeErrorTestSuites}`);

  const failed = report.numFailedTests + notRun.length + report.numRuntimeErrorTestSuites;
  if (failed === 0 && status !== 0) {
    return { passed: report.numPassedTests, failed: 1, notes: [`Jest ended with exit status ${status}`] };
  }
  return { passed: report.numPassedTests, failed, notes };
}
