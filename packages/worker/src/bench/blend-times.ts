import { spawn } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

/** The `python` folder of the worker. */
const pythonFolder = path.resolve(import.meta.dirname, '..', '..', 'python');

/** A kit of the Titanic kit's size, without files of data. */
export const blendKit = path.join(pythonFolder, 'databoard_bench', 'blend_kit');

const figures = z.record(
  z.string(),
  z.object({
    blendMs: z.number(),
    averagingAnewMs: z.number(),
    sameMembers: z.boolean(),
    contributivityDifference: z.number(),
  }),
);

/** Writes predictions of so many submissions into the folder, as `<submission>-<fold>-train.npy` and `-test.npy`. */
export const makePredictions = (python: string, folder: string, submissions: number): Promise<string> =>
  run(python, ['make', folder, String(submissions)]);

/** Processor time of all folds by score type: the blending alone, and averaging all members anew for each candidate. */
export const timeBlends = async (python: string, folder: string, submissions: number) =>
  figures.parse(JSON.parse(await run(python, ['time', folder, String(submissions)])));

async function run(python: string, args: readonly string[]): Promise<string> {
  const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const env = { PYTHONPATH: pythonFolder, PYTHONDONTWRITEBYTECODE: '1', PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' };
  const child = spawn(python, ['-m', 'databoard_bench.blends', ...args], {
    env: { ...env, ...threads },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`Python failed: databoard_bench.blends ${args.join(' ')}; its output is above.`);
  return output;
}
