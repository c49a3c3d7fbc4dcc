import type { SourceFile } from '../events/draft.entity.js';
import type { Event } from '../events/event.entity.js';
import type { KitFiles } from '../problems/kit-files.js';
import { fingerprintOf } from './fingerprint.js';

/** What each Python file of a submission is recognised by, without what the starting kit has as well. */
export async function fingerprintsOfFiles(
  files: readonly SourceFile[],
  event: Event,
  { kitFiles }: { kitFiles: KitFiles },
): Promise<{ path: string; hashes: number[] }[]> {
  const { kitDigest, description } = await event.problemVersion.loadOrFail();
  if (description == null) return [];
  const { startingKit } = await kitFiles.texts(kitDigest, description);
  const common = new Set(startingKit.flatMap(({ content }) => fingerprintOf(content)));
  const isPython = new Set(description.elements.flatMap((element) => (element.isPython ? [element.fileName] : [])));
  return files
    .filter(({ path }) => isPython.has(path))
    .map(({ path, content }) => ({ path, hashes: fingerprintOf(content).filter((hash) => !common.has(hash)) }))
    .filter(({ hashes }) => hashes.length > 0);
}
