// `npm run check`: everything that can be told without running the program, in under a minute.
import { runAllChecks } from './checks/all-checks.mjs';

const { passed, failed } = await runAllChecks();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
