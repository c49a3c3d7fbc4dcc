// Winnowing (Schleimer, Wilkerson, Aiken 2003): of each window of hashed token runs the smallest is kept, so that any two
// files that share a run of `runTokens + windowRuns - 1` tokens share a hash.
const runTokens = 8;
const windowRuns = 6;
const charactersMax = 262_144;
const hashesMax = 2000;

const tokenPattern =
  /("""|''')[\s\S]*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*|[A-Za-z_]\w*|\d[\w.]*|[^\s\w]/g;

/** What a piece of Python is recognised by, whatever its layout, comments and texts. Sorted 32-bit hashes. */
export function fingerprintOf(text: string): number[] {
  const tokens = tokensOf(text.slice(0, charactersMax));
  const runs: number[] = [];
  for (let start = 0; start + runTokens <= tokens.length; start++) {
    runs.push(hashOf(tokens.slice(start, start + runTokens).join(' ')));
  }
  const chosen = new Set<number>();
  for (let start = 0; start < Math.max(1, runs.length - windowRuns + 1) && runs.length > 0; start++) {
    chosen.add(Math.min(...runs.slice(start, start + windowRuns)));
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

/** FNV-1a with a last mix, as PostgreSQL's signed integer. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}
