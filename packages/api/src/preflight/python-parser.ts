import { createRequire } from 'node:module';
import { Language, Parser, Query, type QueryCapture, type Tree } from 'web-tree-sitter';

/** A parsed file with the grammar's queries. Whoever gets one calls `free`: it lives outside the heap. */
export interface ParsedPython {
  tree: Tree;
  /** All nodes that the checks ask about, by the names of their captures. */
  captures: QueryCapture[];
  free(): void;
}

// Text of this size takes some hundredths of a second; files that people write have a hundredth of it.
const charactersMax = 131_072;
const parseMsMax = 300;

// All that the checks ask of a tree, found in one walk outside JavaScript.
const queries = `
(block) @block
(module) @block
(print_statement) @print
(exec_statement) @exec
(except_clause) @except
(raise_statement (expression_list)) @raise
(parameters (tuple_pattern) @tupleParameter)
(integer) @integer
(string_start) @stringStart
["<>"] @unequal
(return_statement) @return
(break_statement) @loopWord
(continue_statement) @loopWord
(ERROR) @error
(MISSING) @missing
`;

const require = createRequire(import.meta.url);
let loaded: Promise<{ parser: Parser; query: Query }> | undefined;

/** Parses Python; null for a text that is too large, or takes too long, to be looked at while somebody waits. */
export async function parsePython(text: string): Promise<ParsedPython | null> {
  if (text.length > charactersMax) return null;
  loaded ??= load();
  const { parser, query } = await loaded;
  const deadline = performance.now() + parseMsMax;
  const isLate = () => performance.now() > deadline;
  const tree = parser.parse(text, null, { progressCallback: isLate });
  // What was interrupted would be gone on with.
  if (tree === null) parser.reset();
  if (tree === null) return null;
  const captures = query.captures(tree.rootNode, { progressCallback: isLate });
  if (!isLate()) return { tree, captures, free: () => tree.delete() };
  tree.delete();
  return null;
}

async function load(): Promise<{ parser: Parser; query: Query }> {
  await Parser.init();
  const language = await Language.load(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
  const parser = new Parser();
  parser.setLanguage(language);
  return { parser, query: new Query(language, queries) };
}
