import type { Look } from './use-preflight.ts';

/** One line of the rail. */
export interface LookLine {
  path: string;
  words: string;
  kind: 'fine' | 'warning' | 'error';
  line: number | null;
  column: number | null;
}

/** The lines of the rail, file by file: what is wrong, else that nothing is. */
export const lookLines = (look: Look): LookLine[] =>
  look.files.flatMap(({ path, requires, isRequiredFound, findings }): LookLine[] => {
    if (findings.length === 0) {
      const words = requires != null && isRequiredFound ? `${requires} found` : 'is fine';
      return [{ path, words, kind: 'fine', line: null, column: null }];
    }
    return findings.map(({ severity, line, column, message }) => ({
      ...{ path, line: line ?? null, column: column ?? null },
      kind: severity === 'error' ? 'error' : 'warning',
      words: line == null ? message : `line ${line}: ${message}`,
    }));
  });

/** The first line that keeps the files from being taken; null if there is none. */
export const firstError = (look: Look | null): LookLine | null =>
  look === null ? null : (lookLines(look).find(({ kind }) => kind === 'error') ?? null);

/** Whether something is worth a second thought, though nothing forbids it. */
export const hasWarnings = (look: Look | null): boolean =>
  look?.isAccepted === true && lookLines(look).some(({ kind }) => kind === 'warning');
