import { runBare } from '../../packages/worker/dist/bench/bare-run.js';
import { forEachOf } from './teams.mjs';

const AT_ONCE = 2;
const WARM_RUNS = 10;

/**
 * Submissions per minute that two bare Python processes side by side get through, each started afresh for one submission and
 * importing everything, as `ramp-test` does.
 */
export async function barePerMinute(python, kit, submission, processes) {
  const start = performance.now();
  await forEachOf(Array.from({ length: processes }), AT_ONCE, () => runBare(python, kit, submission, 0));
  return (processes * 60_000) / (performance.now() - start);
}

/** The same of two processes that have everything imported and the data read: what the machine itself can do. */
export async function warmBarePerMinute(python, kit, submission) {
  const sides = await Promise.all(Array.from({ length: AT_ONCE }, () => runBare(python, kit, submission, WARM_RUNS)));
  const perMinute = ({ runsMs }) => (runsMs.length * 60_000) / runsMs.reduce((sum, ms) => sum + ms, 0);
  return sides.map(perMinute).reduce((sum, each) => sum + each, 0);
}
