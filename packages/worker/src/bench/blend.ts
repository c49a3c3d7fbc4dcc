// What a blend job costs: from the job in a worker's hands to its report, with warm processes. The predictions are in the
// artifact store, as fold runs leave them; the scorer has seen none of them before, except where it says so.
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import { createLog } from '@databoard/shared/log';
import { defaultProblemOptions } from '@databoard/shared/problem-options';
import type { BlendCandidate } from '@databoard/shared/queues/blend-jobs';
import type { Report } from '@databoard/shared/queues/reports';
import { Command } from 'commander';
import { consumeBlendJob } from '../blend-job.consumer.js';
import { openProblemRuntimes } from '../runtime/problem-runtimes.js';
import { chooseIsolation } from '../sandbox/choose-isolation.js';
import { findPython } from '../sandbox/python.js';
import { storeFolders } from '../zoo/store-folder.js';
import { blendKit, makePredictions, timeBlends } from './blend-times.js';
import { readBenchConfig } from './config.js';
import { processorMs } from './descendants.js';
import { median, roundMs } from './statistics.js';

const foldCount = 8;
const few = 100;
const many = 1000;
/** Candidates in one artifact, as the api cuts them on average. */
const runLength = 16;
/** Blends of a hundred submissions that are measured per score type, each of other submissions. */
const runs = 4;

const program = new Command('blend')
  .description('blends of 100 and of 1,000 submissions of the size of the Titanic kit')
  .option('--json', 'nothing but the JSON line (stdout never holds anything else)')
  .parse();
const { json } = program.opts<{ json?: boolean }>();
const say = (line: string) => json || console.error(line);

const log = createLog('blend', 'error', 'stderr');
const folder = await mkdtemp(path.join(tmpdir(), 'blend-'));
const store = new LocalArtifactStore(path.join(folder, 'artifacts'));
const python = readBenchConfig().python;
const { sandbox, isolation } = await chooseIsolation('auto', await findPython(python), log);
const openRuntimes = () =>
  openProblemRuntimes({ sandbox, isolation, slots: 1, log, store, workerFolder: path.join(folder, 'worker') });
const problem = { kitDigest: await storeFolders(store, [blendKit]), dataDigest: null, options: defaultProblemOptions };

/** Milliseconds from the job to the report; the processor's are those of the worker with its scorer. */
async function timeJob(
  candidates: readonly BlendCandidate[],
  scoreType: string,
  runtimes: ReturnType<typeof openRuntimes>,
): Promise<{ ms: number; cpuMs: number }> {
  const digests: string[] = [];
  for (let at = 0; at < candidates.length; at += runLength)
    digests.push(await store.put(Buffer.from(JSON.stringify(candidates.slice(at, at + runLength)))));
  const reported: Report[] = [];
  const cpuStart = await processorMs();
  const start = performance.now();
  await consumeBlendJob(
    { blendId: randomUUID(), attempt: 1, problem, scoreType, minImprovement: 0, candidates: digests },
    {
      ...{ runtimes, store, log, name: 'bench', stopping: new AbortController().signal },
      report: async (report) => void reported.push(report),
    },
  );
  const ms = performance.now() - start;
  const [report] = reported;
  if (report?.kind !== 'blend-ended' || report.outcome.kind !== 'blended') throw new Error(JSON.stringify(report));
  return { ms, cpuMs: (await processorMs()) - cpuStart };
}

const predictions = path.join(folder, 'predictions');
await mkdir(predictions);
say(`Making up what ${many + 1} submissions predict`);
await makePredictions(python, predictions, many + 1);
const candidates: BlendCandidate[] = [];
for (let submission = 0; submission <= many; submission += 1) {
  const put = async (fold: number, part: string) =>
    store.put(await readFile(path.join(predictions, `${submission}-${fold}-${part}.npy`)));
  const folds = Array.from({ length: foldCount }, async (_, fold) => ({
    train: await put(fold, 'train'),
    test: await put(fold, 'test'),
  }));
  candidates.push(await Promise.all(folds));
}
const extra = candidates.slice(many);

/** A scorer with everything imported that a blend needs; what it has seen is one submission. */
async function warm() {
  const runtimes = openRuntimes();
  for (const scoreType of ['auc', 'nll']) await timeJob(extra, scoreType, runtimes);
  return runtimes;
}

let runtimes = await warm();
const hundred = (run: number) => candidates.slice(run * few, (run + 1) * few);
const fresh: Record<string, number[]> = { auc: [], nll: [] };
const cpu: number[] = [];
const again: number[] = [];
for (let run = 0; run < runs; run += 1) {
  for (const [index, scoreType] of ['auc', 'nll'].entries()) {
    const some = hundred(2 * run + index);
    const { ms, cpuMs } = await timeJob(some, scoreType, runtimes);
    const oneMore = [...some.slice(1), candidates[(2 * run + index + 1) * few] as BlendCandidate];
    const { ms: msAgain } = await timeJob(oneMore, scoreType, runtimes);
    fresh[scoreType]?.push(ms);
    cpu.push(cpuMs);
    again.push(msAgain);
    say(`${few} submissions by ${scoreType}: ${roundMs(ms)} ms, again with a new one: ${roundMs(msAgain)} ms`);
  }
}
await runtimes.close();
const all: Record<string, number> = {};
const allCpu: number[] = [];
for (const scoreType of ['auc', 'nll']) {
  runtimes = await warm();
  const { ms, cpuMs } = await timeJob(candidates.slice(0, many), scoreType, runtimes);
  all[scoreType] = ms;
  allCpu.push(cpuMs);
  await runtimes.close();
  say(`${many} submissions by ${scoreType}: ${roundMs(ms)} ms`);
}
say('The same hundred in one process, and by averaging all members anew');
const alone = await timeBlends(python, predictions, few);
await rm(folder, { recursive: true, force: true });

const [auc, nll] = [median(fresh['auc'] ?? []), median(fresh['nll'] ?? [])];
const baseline = Object.entries(alone).map(([scoreType, { blendMs, averagingAnewMs, ...same }]) => {
  const ratio = Math.round((averagingAnewMs / blendMs) * 10) / 10;
  return [scoreType, { blendMs: roundMs(blendMs), averagingAnewMs: roundMs(averagingAnewMs), ratio, ...same }];
});
console.log(
  JSON.stringify({
    bench: 'blend',
    folds: foldCount,
    ms100: roundMs(Math.max(auc, nll)),
    ms1000: roundMs(Math.max(...Object.values(all))),
    /** Processor time of worker and scorer, by the log loss and by the area under the curve alike. */
    cpuMs100: roundMs(median(cpu)),
    cpuMs1000: roundMs(Math.max(...allCpu)),
    ms100Auc: roundMs(auc),
    ms100Nll: roundMs(nll),
    /** With one submission that the scorer has not seen, and 99 that it has. */
    ms100Again: roundMs(median(again)),
    ms1000Auc: roundMs(all['auc'] ?? Number.NaN),
    ms1000Nll: roundMs(all['nll'] ?? Number.NaN),
    /** 100 submissions in one process, in processor time: the blending alone, and as ramp-workflow does it. */
    inOneProcess: Object.fromEntries(baseline),
  }),
);
if (!Object.values(alone).every(({ sameMembers }) => sameMembers)) process.exitCode = 1;
