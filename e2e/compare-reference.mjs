import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { largestDifference } from './compare-scores.mjs';

export const EQUAL = 1e-9;
// Other runs of the same submission that a reference file may hold beside its first one.
const VARIANTS = ['seeded_57', 'omp1_seed57', 'reference_blas_seed57'];
// By how much RAMP's own scores moved when only the number of threads or the BLAS was another.
const MOVED_BY_BLAS = [
  'OMP_NUM_THREADS=1_vs_2_max_abs_score_difference',
  'reference_BLAS_vs_OpenBLAS_max_abs_score_difference',
];

/** RAMP's own scores of a submission, or undefined. */
export function readReference(folder, kit, submission, isQuick) {
  const file = folder && path.join(folder, `${kit}__${submission}${isQuick ? '__quick' : ''}.json`);
  return file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * Compares every run of ours with every run of the reference and takes the pair that lies nearest: its largest
 * difference, where that is, and whether it is small enough by the rules that the document states.
 */
export function compareWithReference(runs, reference) {
  const { determinism = {}, deterministic } = reference;
  const theirs = [
    ['', reference],
    ...VARIANTS.map((name) => [name, reference[name]]),
    ...(reference.runs ?? []).map((run, number) => [`run ${number + 2}`, run]),
  ];
  const pairs = theirs
    .filter(([, scores]) => scores !== undefined)
    .flatMap(([variant, scores]) => runs.map((run) => ({ variant, scores, ...largestDifference(run, scores) })));
  const nearest = pairs.reduce((best, pair) => (pair.difference < best.difference ? pair : best));
  const allowed =
    deterministic === false
      ? (determinism.max_abs_score_difference ?? 0)
      : Math.max(0, ...MOVED_BY_BLAS.map((key) => determinism[key] ?? 0));
  return { ...nearest, allowed, isRandom: deterministic === false, verdict: verdictOf(nearest.difference, allowed) };
}

function verdictOf(difference, allowed) {
  if (difference <= EQUAL) return 'equal';
  return difference <= allowed ? 'within' : 'differs';
}

/** What of the kit is not what the reference was made from: other files give other scores. */
export function changedSince(reference, { problemSha256, digests }) {
  const theirs = { 'problem.py': reference.problem_py_sha256, ...reference.submission_files_sha256 };
  const ours = { 'problem.py': problemSha256, ...digests };
  return Object.keys(theirs).filter((name) => theirs[name] && theirs[name] !== ours[name]);
}
