import { parser } from '@lezer/python';
import type { Node } from 'web-tree-sitter';
import { locateFault } from './locate-fault.js';
import type { ParsedPython } from './python-parser.js';

/** A place in a file, both counted from 1, and what is wrong there. */
export interface SyntaxFault {
  line: number;
  column: number;
  message: string;
  /** False: some Python may take it. */
  isCertain: boolean;
}

/**
 * The first thing in a file that Python 3 does not compile, or null. The grammar is more lenient than Python: what it does
 * not know is left for the folds to say.
 */
export function syntaxFault({ captures }: ParsedPython, text: string): SyntaxFault | null {
  const lines = text.split('\n');
  const faults: SyntaxFault[] = [];
  let isBroken = false;
  for (const { name, node } of captures) {
    if (name === 'error' || name === 'missing') {
      // Format specifications of f-strings are richer than the grammar knows.
      const isCertain = !isInside(node, ['interpolation', 'string'], []);
      isBroken ||= isCertain;
      faults.push({ ...at(node, wordsOfError(name, node)), isCertain });
      continue;
    }
    const fault = name === 'block' ? faultOfBlock(node, lines) : faultOf(name, node);
    if (fault !== null) faults.push(fault);
  }
  const order = (a: SyntaxFault, b: SyntaxFault) => a.line - b.line || a.column - b.column;
  const certain = faults.filter(({ isCertain }) => isCertain);
  const first = (certain.length > 0 ? certain : faults).toSorted(order)[0];
  if (first === undefined) return null;
  // A parser that goes on after an error sees its beginning earlier, and other errors later, than a reader would.
  if (!isBroken) return first;
  const located = locateFault(lines);
  return { ...(located ?? first), isCertain: located?.isCertain === true || isBrokenElsewhere(text) };
}

/** Whether a second grammar stumbles as well: neither knows all of Python, but they miss different corners of it. */
function isBrokenElsewhere(text: string): boolean {
  let isBroken = false;
  parser.parse(text).iterate({
    enter(node) {
      isBroken ||= node.type.isError;
      return !isBroken;
    },
  });
  return isBroken;
}

function faultOf(name: string, node: Node): SyntaxFault | null {
  switch (name) {
    case 'print':
      // `print >> file, x` is a Python 3 expression, if a useless one.
      return node.namedChild(0)?.type === 'chevron' ? null : at(node, 'print is a function: print(…)');
    case 'exec':
      return node.namedChildren.length > 0 && node.child(1)?.type !== 'tuple'
        ? at(node, 'exec is a function: exec(…)')
        : null;
    case 'except': {
      const types = node.childrenForFieldName('value');
      const words = 'several exception types want parentheses, but in Python 3.14 and later';
      return types.length > 1 ? { ...at(node, words), isCertain: false } : null;
    }
    case 'raise':
      return at(node, 'raise takes one exception: raise ValueError(…)');
    case 'tupleParameter':
      return at(node, 'a parameter cannot be a tuple');
    case 'integer':
      return /^0[0-9_]*[1-9][0-9_]*$/.test(node.text) || /[lL]$/.test(node.text)
        ? at(node, `“${node.text}” is no number in Python 3`)
        : null;
    case 'stringStart':
      return node.text.endsWith('`') ? at(node, 'backticks are no Python 3: repr(…)') : null;
    case 'unequal':
      return at(node, '“<>” is written “!=”');
    case 'return':
      return isInside(node, functions, classes) ? null : at(node, '“return” outside a function');
    case 'loopWord':
      return isInside(node, loops, [...functions, ...classes]) ? null : at(node, `“${node.text}” outside a loop`);
    default:
      return null;
  }
}

const functions = ['function_definition'];
const classes = ['class_definition'];
const loops = ['for_statement', 'while_statement'];

function isInside(node: Node, wanted: readonly string[], walls: readonly string[]): boolean {
  for (let above = node.parent; above !== null; above = above.parent) {
    if (wanted.includes(above.type)) return true;
    if (walls.includes(above.type)) return false;
  }
  return false;
}

/** Statements of one block begin in one column, by Python's two ways to count tabs; a block has at least one. */
function faultOfBlock(block: Node, lines: readonly string[]): SyntaxFault | null {
  const statements = block.namedChildren.filter((child) => child.type !== 'comment');
  const isModule = block.type === 'module';
  if (statements.length === 0) return isModule ? null : faultOfEmpty(block);
  let first: string | null = isModule ? '' : null;
  for (const statement of statements) {
    const indentation = indentationBefore(statement, lines);
    if (indentation === null) continue;
    first ??= indentation;
    if (columns(first, 8) !== columns(indentation, 8)) {
      const isDeeper = columns(indentation, 8) > columns(first, 8);
      return at(statement, isDeeper ? 'unexpected indent' : 'the indentation matches no outer level');
    }
    if (columns(first, 1) !== columns(indentation, 1)) return at(statement, 'tabs and spaces are mixed');
  }
  return null;
}

function faultOfEmpty(block: Node): SyntaxFault | null {
  const owner = block.parent;
  return owner === null ? null : at(owner, 'an indented block is missing after this');
}

/** The blanks before a statement that begins a line; null where something else does. */
function indentationBefore({ startPosition: { row, column } }: Node, lines: readonly string[]): string | null {
  const before = (lines[row] ?? '').slice(0, column);
  if (!/^[ \t\f]*$/.test(before) || (row > 0 && (lines[row - 1] ?? '').trimEnd().endsWith('\\'))) return null;
  // A form feed starts the count anew.
  return before.slice(before.lastIndexOf('\f') + 1);
}

function columns(indentation: string, tabSize: number): number {
  let column = 0;
  for (const blank of indentation) column = blank === '\t' ? (Math.floor(column / tabSize) + 1) * tabSize : column + 1;
  return column;
}

const at = ({ startPosition: { row, column } }: Node, message: string): SyntaxFault => ({
  line: row + 1,
  column: column + 1,
  message,
  isCertain: true,
});

const wordsOfError = (name: string, node: Node): string =>
  name === 'missing' ? `expected “${node.type}”` : 'invalid syntax';
