import { findingSeverities, type KitFinding, type KitMeasurements } from '@databoard/shared/kit-check';
import type { FoldLimits } from '@databoard/shared/limits';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import { labelFindings } from './label-findings.js';
import { rowFindings } from './row-findings.js';

/** Beyond this part of what one fold may use, submissions that do more than the starting kit will soon fail. */
const partOfLimits = 0.5;
/** What adding up numbers in another order changes. */
const rounding = 1e-9;

/** What a kit's author should know, the worst first. Pure. */
export function kitFindings(
  measured: KitMeasurements,
  { scoreTypes, elements, predictionType }: Pick<ProblemDescription, 'scoreTypes' | 'elements' | 'predictionType'>,
  limits: FoldLimits,
): KitFinding[] {
  const [official] = scoreTypes;
  const fileNames = elements.map(({ fileName }) => fileName).join(', ');
  const findings = [
    ...startingKitFindings(measured, fileNames, limits),
    ...(official ? labelFindings(measured, official, predictionType) : []),
    ...rowFindings(measured),
  ];
  const place = ({ severity }: KitFinding) => findingSeverities.indexOf(severity);
  return findings.toSorted((a, b) => place(a) - place(b));
}

function* startingKitFindings(
  { startingKit, slowestFoldSeconds, peakMemoryMiB, isRepeatable, repeatDifference }: KitMeasurements,
  fileNames: string,
  { timeoutSeconds, memoryLimitMiB }: FoldLimits,
): Generator<KitFinding> {
  const { name, failedFold, message } = startingKit;
  if (name === null) {
    const text = `There is no sample submission to begin with or to check: add submissions/starting_kit/ with ${fileNames}.`;
    yield { severity: 'warning', text };
  } else if (message !== null) {
    yield { severity: 'error', text: cut(`The starting kit (${name}) fails on fold ${failedFold}: ${message}`) };
  }
  if (isRepeatable === false && (repeatDifference ?? 1) < rounding) {
    const text =
      'Two runs of the starting kit on fold 0 differ in the last digits: scores can be repeated up to rounding only. ' +
      'Threads that add up in the order in which they end (n_jobs) do that.';
    yield { severity: 'note', text };
  } else if (isRepeatable === false) {
    const text =
      'Two runs of the starting kit on fold 0 differ, though both began with the same random seed: scores cannot be ' +
      'repeated. Look for threads, the clock, hashes of text, or random numbers that are not from random or numpy.random.';
    yield { severity: 'warning', text };
  }
  if (slowestFoldSeconds !== null && slowestFoldSeconds > partOfLimits * timeoutSeconds) {
    const text = `A fold of the starting kit takes ${Math.round(slowestFoldSeconds)} s of the ${timeoutSeconds} s that an event allows by default: raise the limit of its events.`;
    yield { severity: 'warning', text };
  }
  if (peakMemoryMiB !== null && peakMemoryMiB > partOfLimits * memoryLimitMiB) {
    const text = `A fold of the starting kit takes ${Math.round(peakMemoryMiB)} MiB of the ${memoryLimitMiB} MiB of memory that an event allows by default: raise the limit of its events.`;
    yield { severity: 'warning', text };
  }
}

const cut = (text: string): string => (text.length <= 2000 ? text : `${text.slice(0, 1999)}…`);
