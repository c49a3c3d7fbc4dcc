import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRedis } from '../../packages/shared/dist/redis.js';
import { openBenchEvent, readSample } from '../../packages/worker/dist/bench/bench-event.js';
import { root } from '../../scripts/root.mjs';
import { judgeFigure } from './flatness.mjs';
import { openDatabase } from './open-database.mjs';
import { ALLOWED_GROWTH, readFigures } from './soak-figures.mjs';
import { startLoad } from './soak-load.mjs';

const SCORED = `select count(*)::int as count from evaluation where state = 'SCORED'`;
const STATES = 'select state, count(*)::int as count from evaluation group by state';

/** Full load for a long time: whatever may leak is sampled, and must stay flat once it is warm. */
export async function run({ stack, token, args, temporary, log }) {
  const { values } = parseArgs({
    args,
    options: {
      kit: { type: 'string', default: path.join(root, 'kits', 'iris') },
      submission: { type: 'string', default: 'starting_kit' },
      minutes: { type: 'string', default: '30' },
      sample: { type: 'string', default: '30' },
      waiting: { type: 'string', default: '40' },
      json: { type: 'boolean' },
    },
  });
  const [minutes, sampleSeconds, waiting] = [values.minutes, values.sample, values.waiting].map(Number);
  const kit = path.resolve(values.kit);
  const api = stack.apiUrl;
  const firstSlug = await openBenchEvent({ api, adminToken: token, python: stack.env.PYTHON }, kit);
  const files = await readSample(kit, values.submission);
  const database = await openDatabase(stack.env.DATABASE_URL);
  const redis = createRedis({ url: stack.env.REDIS_URL, embedded: stack.env.REDIS_EMBEDDED === '1' });
  redis.on('error', () => {}); // it goes away with the stack
  const load = await startLoad({ api, token, firstSlug, files, database, waiting, log });

  const start = performance.now();
  const sinceStart = () => (performance.now() - start) / 60_000;
  const samples = [];
  let scored = 0;
  let scoredAt = 0;
  while (sinceStart() < minutes) {
    await sleep(sampleSeconds * 1000);
    const figures = await readFigures({ stack, database, redis, temporary });
    const { count } = (await database.query(SCORED)).rows[0];
    const minute = sinceStart();
    samples.push({ minute, figures, scoresPerMinute: (count - scored) / (minute - scoredAt) });
    [scored, scoredAt] = [count, minute];
    const told = Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value * 10) / 10}`);
    log(`${minute.toFixed(1)} min, ${samples.at(-1).scoresPerMinute.toFixed(0)} scores per minute: ${told.join(', ')}`);
  }
  await load.stop();
  const states = Object.fromEntries((await database.query(STATES)).rows.map(({ state, count }) => [state, count]));
  redis.disconnect();
  await database.end();

  const times = samples.map(({ minute }) => minute);
  const judged = Object.entries(ALLOWED_GROWTH).map(([name, allowed]) => {
    const series = samples.map(({ figures }) => figures[name]);
    const { flat, ...figures } = judgeFigure(times, series, allowed ?? 0);
    return [name, allowed === null ? { ...figures, growsByDesign: true } : { ...figures, flat }];
  });
  const rising = judged.filter(([, { flat }]) => flat === false).map(([name]) => name);
  const unknown = judged.some(([, { flat }]) => flat === null);
  const rates = samples.map(({ scoresPerMinute }) => Math.round(scoresPerMinute));
  return {
    kit: path.basename(kit),
    minutes: Math.round(sinceStart() * 10) / 10,
    flat: rising.length > 0 ? false : unknown ? null : true,
    rising,
    figures: Object.fromEntries(judged),
    scoresPerMinute: { first: rates[0], last: rates.at(-1), min: Math.min(...rates), max: Math.max(...rates) },
    states,
    load: load.counts,
  };
}
