import type { EntityManager } from '@mikro-orm/postgresql';
import { findSimilarBefore } from '../similarity/similarity.queries.js';
import { findSources } from '../submissions/submission.queries.js';

/** A submission that another one may owe something, and why. */
interface SuggestedCredit {
  sourceId: string;
  importedPaths: string[];
  similarity: number | null;
}

const similarityMin = 0.3;
const similarMax = 5;

/** First what was imported, then earlier code of other teams that holds a good part of this. Rights, the caller checks. */
export async function suggestCredits(em: EntityManager, submissionId: string): Promise<SuggestedCredit[]> {
  const sources = await findSources(em, submissionId);
  const similar = await findSimilarBefore(em, submissionId);
  const bySource = Map.groupBy(sources, ({ source }) => source.id);
  const similarityOf = (id: string) => similar.find((one) => one.submissionId === id)?.similarity ?? null;
  const imported = [...bySource].map(([sourceId, files]) => ({
    sourceId,
    importedPaths: files.map(({ path }) => path),
    similarity: similarityOf(sourceId),
  }));
  const others = similar
    .filter((one) => one.similarity >= similarityMin && !bySource.has(one.submissionId))
    .slice(0, similarMax)
    .map((one) => ({ sourceId: one.submissionId, importedPaths: [], similarity: one.similarity }));
  return [...imported, ...others];
}
