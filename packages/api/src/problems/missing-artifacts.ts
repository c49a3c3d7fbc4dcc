import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import { digest } from '@databoard/shared/artifacts/artifact-store';
import { AppError } from '../errors.js';

const digestsMax = 10_000;

/** Which of these artifacts the store lacks, so that only those are uploaded. */
export async function missingArtifacts(
  digests: readonly string[],
  { store }: { store: ArtifactStore },
): Promise<string[]> {
  if (digests.length > digestsMax) throw new AppError('INVALID', `Ask for at most ${digestsMax} digests at once.`);
  if (!digests.every((candidate) => digest.safeParse(candidate).success)) {
    throw new AppError('INVALID', 'A digest is a SHA-256 in lower-case hex.');
  }
  const unique = [...new Set(digests)];
  const present = await Promise.all(unique.map((candidate) => store.has(candidate)));
  return unique.filter((_, index) => !present[index]);
}
