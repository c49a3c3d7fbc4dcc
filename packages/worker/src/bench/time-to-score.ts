import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { runBare } from './bare-run.js';
import { joinAsNewParticipant, openBenchEvent, readSample } from './bench-event.js';
import { readBenchConfig } from './config.js';
import { openLiveClient } from './live-client.js';
import { restartWorker } from './restart-worker.js';
import { median, percentile, roundMs } from './statistics.js';
import { timeToScore } from './timed-submission.js';

const root = path.resolve(import.meta.dirname, '..', '..', '..', '..');
const warmUps = 2;
const runs = 20;
/** The platform is idle when a submission comes: what the one before has left to do is done by then. */
const idleMs = 1500;
const bareRuns = 7;

const program = new Command('time-to-score')
  .option('--kit <folder>', 'folder of a kit', path.join(root, 'kits', 'iris'))
  .option('--submission <name>', 'sample submission of the kit', 'starting_kit')
  .option('--json', 'nothing but the JSON line (stdout never holds anything else)')
  .parse();
const options = program.opts<{ kit: string; submission: string; json?: boolean }>();
const config = readBenchConfig();
const kit = path.resolve(options.kit);
const say = (line: string) => options.json || console.error(line);

say(`Publishing ${kit} and opening an event`);
const eventSlug = await openBenchEvent(config, kit);
const files = await readSample(kit, options.submission);
const access = await joinAsNewParticipant(config.api, eventSlug);
const live = openLiveClient(access);
await live.connected;
// A worker that was just started, on a platform that has long known the kit: what the first submission of a morning meets.
say('A fresh worker');
const isWorkerFresh = await restartWorker();
const coldFirstMs = await timeToScore(access, live, eventSlug, files);
say(`Cold first submission: ${roundMs(coldFirstMs)} ms`);
for (let i = 0; i < warmUps; i += 1) {
  say(`Warm-up ${i + 1}: ${roundMs(await timeToScore(access, live, eventSlug, files))} ms`);
}
const times: number[] = [];
for (let i = 0; i < runs; i += 1) {
  await sleep(idleMs);
  const ms = await timeToScore(access, live, eventSlug, files);
  times.push(ms);
  say(`Run ${i + 1} of ${runs}: ${roundMs(ms)} ms`);
}
await live.close();
say('The same folds bare in one Python process');
const bare = await runBare(config.python, kit, options.submission, bareRuns);

const medianMs = median(times);
const bareMs = median(bare.runsMs);
console.log(
  JSON.stringify({
    bench: 'time-to-score',
    kit: path.basename(kit),
    submission: options.submission,
    folds: bare.folds,
    runs,
    medianMs: roundMs(medianMs),
    p95Ms: roundMs(percentile(times, 0.95)),
    bareMs: roundMs(bareMs),
    ratioToBare: Math.round((medianMs / bareMs) * 100) / 100,
    coldFirstMs: roundMs(coldFirstMs),
    coldFirst: isWorkerFresh
      ? 'the first submission after a restart of the worker'
      : 'the first submission of this run',
    runsMs: times.map(roundMs),
  }),
);
