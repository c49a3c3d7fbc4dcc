// `npm run chaos`: see e2e/chaos.mjs.
import { chaos } from '../e2e/chaos.mjs';
import { buildAll } from './build/build-all.mjs';
import { endCleanly } from './ending.mjs';

const start = Date.now();
const log = (line) => console.error(`[chaos ${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s] ${line}`);
let platform;
const end = endCleanly(() => platform?.stop(), { log });
const { ok } = await buildAll({ log });
if (!ok) await end(1);
try {
  const onPlatform = (started) => {
    platform = started;
  };
  await end(await chaos(process.argv.slice(2), { log, onPlatform }));
} catch (error) {
  await end(1, error.stack);
}
