import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export type NotebookOutput =
  | { kind: 'TEXT' | 'ERROR'; text: string; dataUrl: null }
  | { kind: 'IMAGE'; text: null; dataUrl: string }
  /** Something that is not shown: `text` says what. */
  | { kind: 'OMITTED'; text: string; dataUrl: null };

export interface NotebookCell {
  kind: 'MARKDOWN' | 'CODE' | 'RAW';
  source: string;
  executionCount: number | null;
  outputs: NotebookOutput[];
}

/** A notebook as text and pictures: nothing of it can run in a browser. */
export interface Notebook {
  language: string;
  cells: NotebookCell[];
  /** Cells or outputs were left out, because there are too many or they are too large. */
  isCut: boolean;
}

/** A notebook that cannot be shown; the message is for its readers. */
export class UnreadableNotebook extends Error {
  override readonly name = 'UnreadableNotebook';
}

/** Bytes of a notebook's file. */
export const notebookBytesMax = 10 * 1_048_576;
const cellsMax = 500;
const outputsMax = 50;
const charactersMax = 50_000;
const imageCharactersMax = 2_000_000;
/** Of all that is shown together, pictures included. */
const totalCharactersMax = 6_000_000;

const text = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value.join('') : value));
const bundle = z.record(z.string(), z.unknown());
const output = z.discriminatedUnion('output_type', [
  z.object({ output_type: z.literal('stream'), text }),
  z.object({ output_type: z.literal('error'), ename: z.string(), evalue: z.string(), traceback: z.array(z.string()) }),
  z.object({ output_type: z.literal('display_data'), data: bundle }),
  z.object({ output_type: z.literal('execute_result'), data: bundle }),
]);
const cell = z.object({
  cell_type: z.enum(['markdown', 'code', 'raw']),
  source: text,
  execution_count: z.number().int().nullish(),
  // One by one, so that an output of a kind to come does not hide the others.
  outputs: z.array(z.unknown()).optional(),
});
const notebook = z.object({
  nbformat: z.number().int(),
  metadata: z.object({ language_info: z.object({ name: z.string() }).optional() }).optional(),
  cells: z.array(z.unknown()),
});

/** Reads a notebook of format 4; throws `UnreadableNotebook`. */
export function readNotebook(source: string): Notebook {
  const parsed = notebook.safeParse(json(source));
  if (!parsed.success) throw new UnreadableNotebook('The notebook is not in a format that can be shown.');
  if (parsed.data.nbformat !== 4) {
    throw new UnreadableNotebook(`The notebook has format ${parsed.data.nbformat}; only format 4 can be shown.`);
  }
  const budget = new Budget();
  const cells: NotebookCell[] = [];
  for (const one of parsed.data.cells) {
    if (cells.length >= cellsMax || budget.isSpent) {
      budget.hasCut = true;
      break;
    }
    cells.push(readCell(one, budget));
  }
  const language = parsed.data.metadata?.language_info?.name.slice(0, 40) ?? 'python';
  return { language, cells, isCut: budget.hasCut };
}

/** Counts what is shown, and cuts what is too long. */
class Budget {
  hasCut = false;
  private left = totalCharactersMax;

  get isSpent(): boolean {
    return this.left <= 0;
  }

  /** As much of a text as may be shown; of what cannot be cut, all or null. */
  take(value: string, max: number): string {
    const length = Math.min(value.length, max, this.left);
    if (length < value.length) this.hasCut = true;
    this.left -= length;
    return length < value.length ? `${value.slice(0, length)}\n…` : value;
  }

  takeWhole(value: string, max: number): string | null {
    if (value.length > Math.min(max, this.left)) {
      this.hasCut = true;
      return null;
    }
    this.left -= value.length;
    return value;
  }
}

function readCell(value: unknown, budget: Budget): NotebookCell {
  const parsed = cell.safeParse(value);
  if (!parsed.success)
    return { kind: 'RAW', source: '[a cell that cannot be shown]', executionCount: null, outputs: [] };
  const { cell_type, source, execution_count, outputs = [] } = parsed.data;
  if (outputs.length > outputsMax) budget.hasCut = true;
  return {
    kind: cell_type === 'markdown' ? 'MARKDOWN' : cell_type === 'code' ? 'CODE' : 'RAW',
    source: budget.take(clean(source), charactersMax),
    executionCount: execution_count != null && Math.abs(execution_count) < 2 ** 31 ? execution_count : null,
    outputs: cell_type === 'code' ? outputs.slice(0, outputsMax).map((one) => readOutput(one, budget)) : [],
  };
}

function readOutput(value: unknown, budget: Budget): NotebookOutput {
  const parsed = output.safeParse(value);
  if (!parsed.success) return omitted('an output of an unknown kind');
  const one = parsed.data;
  switch (one.output_type) {
    case 'stream':
      return textual('TEXT', one.text, budget);
    case 'error':
      return textual('ERROR', one.traceback.join('\n') || `${one.ename}: ${one.evalue}`, budget);
    default:
      return readBundle(one.data, budget);
  }
}

/** The best of several forms of one output that is neither markup nor script. */
function readBundle(data: Record<string, unknown>, budget: Budget): NotebookOutput {
  for (const [type, magic] of imageTypes) {
    const encoded = text.safeParse(data[type]);
    if (!encoded.success) continue;
    const base64 = encoded.data.replaceAll(/\s/g, '');
    if (!base64.startsWith(magic) || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) continue;
    const whole = budget.takeWhole(base64, imageCharactersMax);
    return whole === null
      ? omitted('a picture that is too large')
      : { kind: 'IMAGE', text: null, dataUrl: `data:${type};base64,${whole}` };
  }
  const plain = text.safeParse(data['text/plain']);
  if (plain.success) return textual('TEXT', plain.data, budget);
  return omitted(Object.keys(data).slice(0, 5).join(', ').slice(0, 200) || 'nothing');
}

/** How the base64 of each kind begins: whatever else calls itself a picture is not one. */
const imageTypes = [
  ['image/png', 'iVBORw0KGgo'],
  ['image/jpeg', '/9j/'],
] as const;

const textual = (kind: 'TEXT' | 'ERROR', value: string, budget: Budget): NotebookOutput => ({
  kind,
  text: budget.take(clean(value), charactersMax),
  dataUrl: null,
});

const omitted = (what: string): NotebookOutput => ({ kind: 'OMITTED', text: clean(what), dataUrl: null });

/** Without the colours of terminals, and without what JSON cannot carry on. */
const clean = (value: string): string => stripVTControlCharacters(value).toWellFormed();

function json(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new UnreadableNotebook('The notebook is not JSON.');
  }
}
