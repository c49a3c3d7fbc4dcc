import { z } from 'zod';
import { treePath } from './artifacts/file-tree.js';
import { type ElementRules, elementRules } from './element-rules.js';

/** The file at the top of a kit in which its author may write options down. */
export const problemOptionsFile = 'databoard.json';

/** Pip's own list of what a kit needs; naming it as the environment has the worker build one. */
export const requirementsFile = 'requirements.txt';

const venvPath = z
  .string()
  .regex(/^\/[^\0]{1,1000}$/, `must be an absolute path or "${requirementsFile}"`)
  .refine((value) => !value.split('/').includes('..'), 'must not hold ".."');

/** How a problem version is read and run, beyond what its files say. Everything is optional; `{}` is RAMP's way. */
export const problemOptions = z.strictObject({
  /** Sets RAMP_TEST_MODE, which many kits take for "use little data", as `ramp-test --quick-test` does. */
  quick: z.boolean().default(false),
  /** Which of several data sets of a kit is meant; handed to `get_train_data` and `get_test_data` as `data_label`. */
  dataLabel: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/, 'has letters, digits, "_", "." and "-" only')
    .nullable()
    .default(null),
  /**
   * Files and folders of the kit or its data that submitted code may read, such as a folder of images that X points into.
   * Nothing else but the modules that problem.py imports is there where submissions run.
   */
  expose: z.array(treePath).max(100).default([]),
  /** A virtual environment on the worker (its path), the kit's requirements.txt, or `null`: the worker's own Python. */
  environment: z
    .union([z.literal(requirementsFile), venvPath])
    .nullable()
    .default(null),
  /** Whose `rampwf` kits import: ours, or the one that is installed in the environment. */
  rampwf: z.enum(['databoard', 'installed']).default('databoard'),
});
export type ProblemOptions = z.output<typeof problemOptions>;

/** What the file of a kit may say: options, and the rules for the files of submissions, which no worker needs. */
const optionsFile = problemOptions.extend({ elements: elementRules.optional() });

/** What a caller may leave out. */
export type ProblemOptionsInput = z.input<typeof problemOptions>;

export const defaultProblemOptions: ProblemOptions = problemOptions.parse({});

/** Options that make no sense; the message names the field and is for whoever wrote them. */
export class BadProblemOptions extends Error {
  override readonly name = 'BadProblemOptions';
}

/** The kit's own options file (`null`: it has none) with what the publisher says on top. Throws `BadProblemOptions`. */
export function readProblemOptions(file: string | null, given: ProblemOptionsInput = {}): ProblemOptions {
  const { elements: _, ...written } = readOptionsFile(file);
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return parse('options', problemOptions, { ...written, ...said });
}

/** The kit's own rules for the files of submissions; empty without a file. Throws `BadProblemOptions`. */
export const readElementRules = (file: string | null): ElementRules => readOptionsFile(file).elements ?? {};

const readOptionsFile = (file: string | null) =>
  file === null ? { elements: {} } : parse(problemOptionsFile, optionsFile, json(file));

function json(file: string): unknown {
  try {
    return JSON.parse(file);
  } catch (error) {
    throw new BadProblemOptions(`${problemOptionsFile} is not JSON: ${(error as Error).message}`);
  }
}

function parse<T>(source: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new BadProblemOptions(`${source}: ${field ? `${field}: ` : ''}${issue?.message ?? 'is wrong'}`);
}
