// `npm run build`: compiles everything that changed since the last build.
import { buildAll } from './build/build-all.mjs';

const { ok } = await buildAll();
process.exit(ok ? 0 : 1);
