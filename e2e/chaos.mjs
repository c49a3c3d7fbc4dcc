// What `npm run chaos` runs, as root: submissions while workers, Redis, PostgreSQL and the api die over and over, against the
// same submissions in peace. Three workers on three hosts played by network namespaces. The last line is one JSON object.
import { parseArgs } from 'node:util';
import { runChaos, SIZES } from './chaos/chaos-run.mjs';
import { DISTURBANCES } from './chaos/disturb.mjs';
import { hostsTrouble } from './chaos/hosts.mjs';

const NUMBERS = { submissions: 'submissions', teams: 'teams', kill: 'killSeconds', disturb: 'disturbSeconds' };

/** Runs what the arguments ask for; answers with the exit code. `onPlatform` hears of each platform to stop. */
export async function chaos(args, { log, onPlatform }) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean' },
      submissions: { type: 'string' },
      teams: { type: 'string' },
      kill: { type: 'string' },
      disturb: { type: 'string' },
      spread: { type: 'string' },
      limit: { type: 'string' },
      workers: { type: 'string', default: '3' },
      slots: { type: 'string', default: '2' },
      seed: { type: 'string' },
      only: { type: 'string' },
      logs: { type: 'string' },
      s3: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const trouble = hostsTrouble();
  if (trouble) throw new Error(`Chaos needs hosts of its own: ${trouble}.`);
  const names = { ...NUMBERS, spread: 'spreadSeconds', limit: 'limitSeconds' };
  const given = Object.entries(names).flatMap(([option, key]) =>
    values[option] ? [[key, Number(values[option])]] : [],
  );
  const size = { ...SIZES[values.short ? 'short' : 'full'], ...Object.fromEntries(given) };
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const [workers, slots] = [values.workers, values.slots].map(Number);
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !(name in DISTURBANCES));
  if (unknown) throw new Error(`--only knows ${Object.keys(DISTURBANCES).join(', ')}, not ${unknown}.`);
  const result = await runChaos({
    size,
    seed,
    workers,
    slots,
    s3: values.s3,
    only,
    logs: values.logs,
    log,
    onPlatform,
  });
  for (const { name, kind, fault } of result.wrong) log(`${name} (${kind}) ${fault}`);
  console.log(JSON.stringify({ bench: 'chaos', s3: values.s3 === true, ...result }));
  return result.good ? 0 : 1;
}
