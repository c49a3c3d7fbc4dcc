import { spawn } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

const figures = z.object({ runsMs: z.array(z.number()), folds: z.number().int() });

/** The `python` folder of the worker, which holds `rampwf` for kits. */
const pythonFolder = path.resolve(import.meta.dirname, '..', '..', 'python');

/** Runs the same folds in one bare Python process, once to warm up, then `runs` times; milliseconds of each, timed inside. */
export async function runBare(python: string, kit: string, submission: string, runs: number) {
  const args = ['-m', 'databoard_bench.bare', kit, kit, submission, String(runs)];
  // One thread each for BLAS and OpenMP, as in a fold child.
  const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const env = {
    PYTHONPATH: pythonFolder,
    PYTHONDONTWRITEBYTECODE: '1',
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    ...threads,
  };
  const child = spawn(python, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`The bare run of ${kit} failed; its output is above.`);
  return figures.parse(JSON.parse(output));
}
