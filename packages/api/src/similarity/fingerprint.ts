// Winnowing (Schleimer, Wilkerson, Aiken 2003): of each window of hashed token runs the smallest is kept, so that any two
// files that share a run of `runTokens + windowRuns - 1` tokens share a hash.
const runTokens = 8;
const windowRuns = 6;
const charactersMax = 131_072;
const hashesMax = 2000;

const tokenPattern =
  /("""|''')[\s\S]*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*|[A-Za-z_]\w*|\d[\w.]*|[^\s\w]/g;

/** What a piece of Python is recognised by, whatever its layout, comments and texts. Sorted 32-bit hashes. */
export function fingerprintOf(text: string): number[] {
  const tokens = tokensOf(text.slice(0, charactersMax)).map(hashOf);
  const runs = new Int32Array(Math.max(0, tokens.length - runTokens + 1));
  for (let start = 0; start < runs.length; start++) {
    let hash = 0;
    for (let index = start; index < start + runTokens; index++)
      hash = mixed(Math.imul(hash, 31) + (tokens[index] ?? 0));
    runs[start] = hash;
  }
  const chosen = new Set<number>();
  for (let start = 0; start < runs.length && (start === 0 || start + windowRuns <= runs.length); start++) {
    let smallest = runs[start] ?? 0;
    for (let index = start + 1; index < Math.min(start + windowRuns, runs.length); index++) {
      smallest = Math.min(smallest, runs[index] ?? 0);
    }
    chosen.add(smallest);
  }
  // Of a huge file the smallest: the same ones in every file, so that files stay comparable.
  return [...chosen].sort((a, b) => a - b).slice(0, hashesMax);
}

/** Which part of the first is in the second, 0 to 1; 0 where the first has nothing. */
export function containment(first: readonly number[], second: ReadonlySet<number>): number {
  if (first.length === 0) return 0;
  return first.filter((hash) => second.has(hash)).length / first.length;
}

/** Whether something of one text is in the other: a shared run of tokens or, of what is too short for one, a shared line. */
export function sharesCode(one: string, other: string): boolean {
  const hashes = fingerprintOf(one);
  if (hashes.length > 0 && containment(hashes, new Set(fingerprintOf(other))) > 0) return true;
  const lines = new Set(linesOf(other));
  return tokensOf(one).length < runTokens + windowRuns && linesOf(one).some((line) => lines.has(line));
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Comments say nothing of what code does, and texts little. */
const tokensOf = (text: string): string[] =>
  [...text.matchAll(tokenPattern)].flatMap(([token]) => {
    if (token.startsWith('#')) return [];
    return token.startsWith('"') || token.startsWith("'") ? ['""'] : [token];
  });

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mixed(hash);
}

/** Spreads a sum over 32 bits, as PostgreSQL's signed integer. */
function mixed(sum: number): number {
  const hash = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}
