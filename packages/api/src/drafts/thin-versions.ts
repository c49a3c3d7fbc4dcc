/** A stored version as far as thinning goes. */
interface ThinnableVersion {
  version: number;
  savedAt: Date;
  /** Typed and saved by itself; what somebody did on purpose is kept longer. */
  isEdit: boolean;
  bytes: number;
}

const versionsMax = 50;
const bytesMax = 8 * 1_048_576;
/** So many of the newest are kept whatever they are. */
const newestKept = 10;
const quarterMs = 15 * 60_000;

/**
 * Which versions of a draft go: of what was typed, beyond the last ten, all but the last in each quarter of an hour; then
 * the oldest of more than fifty, or of more than 8 MiB. The newest is the draft, and always stays.
 */
export function versionsToDrop(versions: readonly ThinnableVersion[]): number[] {
  const newestFirst = versions.toSorted((a, b) => b.version - a.version);
  const kept: ThinnableVersion[] = [];
  const quarters = new Set<number>();
  let bytes = 0;
  for (const [index, one] of newestFirst.entries()) {
    const quarter = Math.floor(one.savedAt.getTime() / quarterMs);
    const isSpare = index >= newestKept && one.isEdit && quarters.has(quarter);
    if (one.isEdit) quarters.add(quarter);
    if (isSpare) continue;
    if (kept.length > 0 && (kept.length >= versionsMax || bytes + one.bytes > bytesMax)) break;
    kept.push(one);
    bytes += one.bytes;
  }
  const stays = new Set(kept.map(({ version }) => version));
  return newestFirst.flatMap(({ version }) => (stays.has(version) ? [] : [version]));
}
