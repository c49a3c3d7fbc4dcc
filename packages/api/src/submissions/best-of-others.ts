import type { EntityManager } from '@mikro-orm/postgresql';
import type { Loaders } from '../graphql/loaders.js';
import { compareScores, type OfficialScore, officialValue } from './official-score.js';
import type { Submission } from './submission.entity.js';
import { findScoredEvaluations } from './submission.queries.js';

/** The best public score among the other submissions of the same participation; null when none is scored. */
export async function bestOfOthers(
  submission: Submission,
  official: OfficialScore,
  { em, loaders }: { em: EntityManager; loaders: Pick<Loaders, 'validationScores'> },
): Promise<number | null> {
  const evaluations = await findScoredEvaluations(em, submission.participation.id);
  const others = evaluations.filter((evaluation) => evaluation.submission.id !== submission.id);
  const values = await Promise.all(
    others.map(async ({ id }) => officialValue(await loaders.validationScores.load(id), official)),
  );
  return values.toSorted((a, b) => compareScores(a, b, official.scoreType.isLowerTheBetter))[0] ?? null;
}
