import path from 'node:path';
import { z } from 'zod';
import { submissionBytesMax, submissionFileBytesMax } from './limits.js';
import type { WorkflowElement } from './problem-description.js';

/** What a workflow element holds: `code` is read by a language, `text` by people and code, `data` by code alone. */
export const elementTypes = ['code', 'text', 'data'] as const;
export type ElementType = (typeof elementTypes)[number];

/** What a kit's author may say about one element. What is left out follows from its extension. */
const elementRule = z.strictObject({
  type: z.enum(elementTypes).optional(),
  /** Bytes of the file at most. All files of a submission together have a limit of their own. */
  maxBytes: z.number().int().min(1).max(submissionBytesMax, `is at most ${submissionBytesMax}`).optional(),
});

/** Rules by the element's name or file name, as `databoard.json` has them under `elements`. */
export const elementRules = z
  .record(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/, 'names no element'), elementRule)
  .refine((rules) => Object.keys(rules).length <= 50, 'names more than 50 elements');
export type ElementRules = z.output<typeof elementRules>;

/** A workflow element with all that the platform asks of its file. */
export interface ElementWithRule extends WorkflowElement {
  type: ElementType;
  /** Of the file name, with its dot: `.py`, `.csv`; empty without one. */
  extension: string;
  maxBytes: number;
}

const typesByExtension: Record<string, ElementType> = {
  '.py': 'code',
  '.r': 'code',
  '.jl': 'code',
  '.sql': 'code',
  '.csv': 'data',
  '.tsv': 'data',
  '.json': 'data',
};

/** The elements of a version with their rules. */
export const elementsWithRules = (elements: readonly WorkflowElement[], rules: ElementRules): ElementWithRule[] =>
  elements.map((element) => {
    const extension = path.extname(element.fileName);
    const rule = rules[element.name] ?? rules[element.fileName];
    return {
      ...element,
      extension,
      type: rule?.type ?? (element.isPython ? 'code' : (typesByExtension[extension.toLowerCase()] ?? 'text')),
      maxBytes: rule?.maxBytes ?? submissionFileBytesMax,
    };
  });

/** Names that have a rule and no element: most likely a typing error. */
export const rulesWithoutElement = (elements: readonly WorkflowElement[], rules: ElementRules): string[] =>
  Object.keys(rules).filter((name) => !elements.some((element) => element.name === name || element.fileName === name));
