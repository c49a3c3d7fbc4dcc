import type { ElementWithRule } from '@databoard/shared/element-rules';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { SourceFile } from '../events/draft.entity.js';
import { faultsOfFiles } from '../submissions/submit.policy.js';
import { parsePython } from './python-parser.js';
import { type RequiredName, requiredNames } from './required-names.js';
import { syntaxFault } from './syntax-fault.js';
import { mayBindMore, topLevelNames } from './top-level-names.js';

/** Something about a file that a look at it tells. An `error` is certain and keeps it from being taken. */
export interface PreflightFinding {
  severity: 'error' | 'warning';
  /** Counted from 1; null where it is about the whole file. */
  line: number | null;
  column: number | null;
  message: string;
}

/** What a look at one file told; `null` for `path` gathers what is about no file of the workflow. */
export interface PreflightFile {
  path: string;
  bytes: number;
  /** What the workflow calls in it; null where nothing, or where there is no telling. */
  required: RequiredName | null;
  isRequiredFound: boolean;
  findings: PreflightFinding[];
}

/** What files are looked at for. */
export interface LookedFor {
  description: ProblemDescription;
  elements: readonly ElementWithRule[];
  startingKit: readonly SourceFile[];
}

/**
 * Looks at files before anything runs: names, sizes, text, syntax, and what the workflow calls. Takes milliseconds. What the
 * starting kit itself does not define is not asked of anybody: the kit then has a workflow of its own of that name.
 */
export async function preflight(
  files: readonly SourceFile[],
  { description, elements, startingKit }: LookedFor,
  look: typeof lookAt = lookAt,
): Promise<PreflightFile[]> {
  const required = requiredNames(description);
  const faults = faultsOfFiles(files, elements);
  const paths = [...elements.map(({ fileName }) => fileName), ...files.map(({ path }) => path)];
  const findings: PreflightFile[] = [];
  for (const path of new Set(paths)) {
    const content = files.find((file) => file.path === path)?.content ?? null;
    const own = faults.filter((fault) => fault.path === path).map(({ message }) => findingOf('error', message));
    const element = elements.find(({ fileName }) => fileName === path);
    const name = required.get(path) ?? null;
    const seen =
      content === null || own.length > 0 || element === undefined
        ? { findings: [], isRequiredFound: false, isRequired: name !== null }
        : await look(content, element.isPython, name, startingKit.find((file) => file.path === path) ?? null);
    findings.push({
      path,
      bytes: Buffer.byteLength(content ?? '', 'utf8'),
      required: seen.isRequired ? name : null,
      isRequiredFound: seen.isRequiredFound,
      findings: [...own, ...seen.findings],
    });
  }
  const general = faults.filter(({ path }) => path === null);
  const first = findings[0];
  if (first !== undefined) first.findings.unshift(...general.map(({ message }) => findingOf('error', message)));
  return findings;
}

async function lookAt(
  content: string,
  isPython: boolean,
  name: RequiredName | null,
  sample: SourceFile | null,
): Promise<{ findings: PreflightFinding[]; isRequiredFound: boolean; isRequired: boolean }> {
  const text = content.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const isRequired = name !== null && (sample === null || (await namesOf(sample.content))?.has(name.name) === true);
  if (text.trim() === '') {
    // The workflow imports it and finds nothing.
    const severity = isRequired && sample !== null ? 'error' : 'warning';
    return { findings: [findingOf(severity, 'The file is empty.')], isRequiredFound: false, isRequired };
  }
  const parsed = isPython ? await parsePython(text) : null;
  if (parsed === null) return { findings: [], isRequiredFound: false, isRequired: false };
  try {
    const fault = syntaxFault(parsed, text);
    if (fault !== null) {
      const { line, column, message, isCertain } = fault;
      const severity = isCertain ? 'error' : 'warning';
      return { findings: [{ severity, line, column, message }], isRequiredFound: false, isRequired: false };
    }
    if (!isRequired || name === null) return { findings: [], isRequiredFound: false, isRequired: false };
    if (topLevelNames(parsed.tree.rootNode).has(name.name)) return { findings: [], isRequiredFound: true, isRequired };
    const severity = sample !== null && !mayBindMore(text) ? 'error' : 'warning';
    const finding = findingOf(severity, `The workflow calls ${wordsOf(name)}, which this file does not define.`);
    return { findings: [finding], isRequiredFound: false, isRequired };
  } finally {
    parsed.free();
  }
}

async function namesOf(text: string): Promise<Set<string> | null> {
  const parsed = await parsePython(text);
  if (parsed === null) return null;
  try {
    return topLevelNames(parsed.tree.rootNode);
  } finally {
    parsed.free();
  }
}

const wordsOf = ({ kind, name }: RequiredName): string => (kind === 'function' ? `${name}()` : `the class ${name}`);

const findingOf = (severity: PreflightFinding['severity'], message: string): PreflightFinding => ({
  severity,
  line: null,
  column: null,
  message,
});

/** The same where the code itself could not be looked at in time: everything else is said, and nothing is held against it. */
export const preflightWithoutCode = (files: readonly SourceFile[], looked: LookedFor): Promise<PreflightFile[]> =>
  preflight(files, looked, async () => ({
    findings: [findingOf('warning', 'There was no time to look at this code.')],
    isRequiredFound: false,
    isRequired: false,
  }));
