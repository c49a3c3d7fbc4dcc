import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';
import { STAGES } from './stages.mjs';

const STAMPS = path.join(root, 'node_modules', '.cache', 'databoard-build.json');
const GENERATED = /[/\\]src[/\\]gql[/\\]/;

/** A digest of names and contents, so that a checkout which only touches files rebuilds nothing. */
function fingerprint(patterns) {
  const hash = createHash('sha256');
  for (const file of [...new Set(globSync(patterns, { cwd: root }))].sort()) {
    const full = path.join(root, file);
    if (GENERATED.test(full) || !statSync(full).isFile()) continue;
    hash.update(file).update('\0').update(readFileSync(full)).update('\0');
  }
  return hash.digest('hex');
}

const readStamps = () => (existsSync(STAMPS) ? JSON.parse(readFileSync(STAMPS, 'utf8')) : {});

function writeStamp(name, value) {
  mkdirSync(path.dirname(STAMPS), { recursive: true });
  writeFileSync(STAMPS, JSON.stringify({ ...readStamps(), [name]: value }, null, 2));
}

/**
 * Builds what changed since the last build. Resolves to `{ ok, stale }`: whether all stages succeeded, and the committed
 * generated files that were out of date and have been rewritten. `forCheck` leaves out what checks nothing;
 * `only` names the stages to look at.
 */
export async function buildAll({ log = console.error, forCheck = false, only } = {}) {
  const stale = [];
  for (const stage of STAGES) {
    if ((forCheck && stage.skipForCheck) || (only && !only.includes(stage.name))) continue;
    const inputs = fingerprint(stage.inputs); // taken before: an edit during the stage must count as not built
    if (readStamps()[stage.name] === inputs && stage.outputs.every((file) => existsSync(path.join(root, file))))
      continue;
    const start = Date.now();
    const result = await stage.run();
    const took = `${((Date.now() - start) / 1000).toFixed(1)} s`;
    if (result.code !== 0) {
      log(`[build] could not ${stage.name} (${took}):\n${result.output}`);
      return { ok: false, stale };
    }
    if (result.output) log(result.output);
    log(`[build] ${stage.name}: ${took}`);
    if (result.stale) stale.push(result.stale);
    else writeStamp(stage.name, inputs);
  }
  return { ok: true, stale };
}
