import path from 'node:path';
import { defaultProblemOptions, type ProblemOptions } from '@databoard/shared/problem-options';

/** What is asked of the platform about a problem version, in GraphQL. */
export const versionFields = `id problemName number state title workflow predictionType foldCount trainRows testRows
  elements { fileName } scoreTypes { name precision isLowerTheBetter }
  hasPrivateData exposed warnings notebook options { quick dataLabel expose environment rampwf }
  refusalMessage refusalFile refusalLine`;

/** A problem version as the platform tells it. */
export interface PublishedVersion {
  id: string;
  problemName: string;
  number: number;
  state: 'CHECKING' | 'READY' | 'REFUSED';
  title: string;
  workflow: string;
  predictionType: string;
  foldCount: number;
  trainRows: number;
  testRows: number | null;
  elements: { fileName: string }[];
  scoreTypes: { name: string; precision: number; isLowerTheBetter: boolean }[];
  hasPrivateData: boolean;
  options: ProblemOptions;
  exposed: string[];
  /** Full sentences for the kit's author. */
  warnings: string[];
  notebook: string | null;
  refusalMessage: string | null;
  refusalFile: string | null;
  refusalLine: number | null;
}

/** What a published version is, for people. */
export function describeVersion(version: PublishedVersion): string {
  const scoreTypes = version.scoreTypes.map(
    (type) => `${type.name} (${type.isLowerTheBetter ? 'lower' : 'higher'} is better)`,
  );
  const testRows = version.testRows === null ? 'no test data' : `${version.testRows} for testing`;
  const options = describeOptions(version.options);
  return [
    `${version.title}`,
    `  problem      ${version.problemName}, version ${version.number}`,
    `  workflow     ${version.workflow}`,
    `  elements     ${version.elements.map((element) => element.fileName).join(', ')}`,
    `  score types  ${scoreTypes.join(', ')}`,
    `  folds        ${version.foldCount}`,
    `  rows         ${version.trainRows} for training, ${testRows}`,
    `  data         ${version.hasPrivateData ? 'private' : "the kit's own"}`,
    ...(options === '' ? [] : [`  options      ${options}`]),
    ...(version.exposed.length === 0 ? [] : [`  exposed      ${version.exposed.join(', ')}`]),
    ...(version.notebook === null ? [] : [`  notebook     ${version.notebook}`]),
  ].join('\n');
}

/** Options that are not as they are by default; what is exposed has a line of its own. */
function describeOptions({ quick, dataLabel, environment, rampwf }: ProblemOptions): string {
  const said = [
    quick !== defaultProblemOptions.quick && 'quick',
    dataLabel !== null && `data label ${dataLabel}`,
    environment !== null && `environment ${environment}`,
    rampwf !== defaultProblemOptions.rampwf && `rampwf ${rampwf}`,
  ];
  return said.filter(Boolean).join(', ');
}

/** Why a kit was refused, with file and line in the form that editors make a link of. */
export function describeRefusal(kit: string, version: PublishedVersion): string {
  const message = version.refusalMessage ?? 'The platform gave no reason.';
  if (version.refusalFile === null) return `The kit was refused: ${message}`;
  const line = version.refusalLine === null ? '' : `:${version.refusalLine}`;
  return `${path.join(kit, version.refusalFile)}${line}: The kit was refused: ${message}`;
}
