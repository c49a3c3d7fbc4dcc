import { type ElementRules, elementsWithRules } from '@databoard/shared/element-rules';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { ProblemOptions } from '@databoard/shared/problem-options';

type Files = readonly { path: string; digest: string }[];

/** What of a version is compared. */
export interface ComparedVersion {
  description: ProblemDescription | null;
  options: ProblemOptions;
  elementRules: ElementRules;
  kitFiles: Files;
  /** Null: the kit's own data. */
  dataFiles: Files | null;
}

/** Paths by what has become of them, in alphabetical order. */
export interface FileChanges {
  added: string[];
  removed: string[];
  changed: string[];
}

/** One fact that is not what it was; null: it was not there, or is not any more. */
export interface FactChange {
  what: string;
  before: string | null;
  after: string | null;
}

/** What a version has that the earlier one had not, and the other way round. */
export function compareVersions(
  earlier: ComparedVersion,
  later: ComparedVersion,
): { kitFiles: FileChanges; dataFiles: FileChanges; facts: FactChange[] } {
  return {
    kitFiles: compareFiles(earlier.kitFiles, later.kitFiles),
    dataFiles: compareFiles(earlier.dataFiles ?? [], later.dataFiles ?? []),
    facts: compareFacts(factsOf(earlier), factsOf(later)),
  };
}

function compareFiles(earlier: Files, later: Files): FileChanges {
  const before = new Map(earlier.map(({ path, digest }) => [path, digest]));
  const after = new Map(later.map(({ path, digest }) => [path, digest]));
  const paths = (files: Files, isOne: (path: string) => boolean) =>
    files
      .map(({ path }) => path)
      .filter(isOne)
      .toSorted();
  return {
    added: paths(later, (path) => !before.has(path)),
    removed: paths(earlier, (path) => !after.has(path)),
    changed: paths(later, (path) => before.has(path) && before.get(path) !== after.get(path)),
  };
}

function compareFacts(before: Map<string, string>, after: Map<string, string>): FactChange[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((what) => before.get(what) !== after.get(what))
    .map((what) => ({ what, before: before.get(what) ?? null, after: after.get(what) ?? null }));
}

/** Facts in words, in the order that pages show. Those of the description are missing until a worker has read the kit. */
function factsOf({ description, options, elementRules, dataFiles }: ComparedVersion): Map<string, string> {
  const facts = new Map<string, string>();
  if (description !== null) {
    facts.set('title', description.title);
    facts.set('workflow', description.workflow);
    facts.set('predictions', description.predictionType);
    for (const { name, fileName, type, maxBytes } of elementsWithRules(description.elements, elementRules)) {
      facts.set(`file ${name}`, `${fileName}, ${type}, at most ${maxBytes} bytes`);
    }
    for (const { name, precision, isLowerTheBetter, minimum, maximum } of description.scoreTypes) {
      const range = `${minimum ?? '−∞'} to ${maximum ?? '∞'}`;
      facts.set(`score ${name}`, `${isLowerTheBetter ? 'lower' : 'higher'} is better, ${precision} digits, ${range}`);
    }
    facts.set('score types', description.scoreTypes.map(({ name }) => name).join(', '));
    facts.set('boards rank by', description.leaderboardScoreKind === 'mean' ? 'mean over folds' : 'bagged score');
    facts.set('folds', String(description.folds.length));
    facts.set('rows of the folds', description.folds.map((fold) => `${fold.trainRows}+${fold.validRows}`).join(', '));
    facts.set('training rows', String(description.trainRows));
    if (description.testRows !== null) facts.set('test rows', String(description.testRows));
    facts.set('samples', description.sampleSubmissions.join(', '));
    for (const [name, version] of Object.entries(description.environment)) facts.set(`library ${name}`, version);
  }
  facts.set('private data', dataFiles === null ? 'none' : 'yes');
  facts.set('option quick', options.quick ? 'yes' : 'no');
  facts.set('option rampwf', options.rampwf);
  facts.set('option expose', options.expose.join(', '));
  if (options.dataLabel !== null) facts.set('option dataLabel', options.dataLabel);
  if (options.environment !== null) facts.set('option environment', options.environment);
  return facts;
}
