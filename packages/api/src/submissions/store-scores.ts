import type { Score } from '@databoard/shared/score';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * What is wrong with the scores of a report, or null. Each is of a known type and there once, and each type has a
 * validation score: an evaluation never counts as scored without what its rank needs.
 */
export function faultOfScores(scores: readonly Score[], scoreTypes: readonly string[]): string | null {
  const names = new Set(scoreTypes);
  const seen = new Set<string>();
  for (const { scoreType, step } of scores) {
    if (!names.has(scoreType)) return `The report has a score of the unknown type “${scoreType}”.`;
    const key = `${step} ${scoreType}`;
    if (seen.has(key)) return `The report has the ${step} score “${scoreType}” twice.`;
    seen.add(key);
  }
  const missing = [...names].find((name) => !seen.has(`valid ${name}`));
  return missing === undefined ? null : `The report lacks the valid score “${missing}”.`;
}

/** Scores of one fold run, or with `foldRunId` null bagged ones. */
export interface NewScores {
  foldRunId: string | null;
  scores: readonly Score[];
}

/** Stores scores of one evaluation in one statement. The table's constraints refuse a second time. */
export async function storeScores(tx: EntityManager, evaluationId: string, given: readonly NewScores[]): Promise<void> {
  const rows = given.flatMap(({ foldRunId, scores }) =>
    scores.map(({ scoreType, step, value }) => ({
      fold_run_id: foldRunId,
      score_type: scoreType,
      step,
      // As text, because JSON numbers cannot be NaN or infinite; JavaScript prints a number so that it reads back equal.
      value: String(value),
    })),
  );
  if (rows.length === 0) return;
  await tx.execute(
    `insert into score (evaluation_id, fold_run_id, score_type, step, value)
     select ?::uuid, fold_run_id, score_type, step, value::double precision
       from json_to_recordset(?::json) as given (fold_run_id uuid, score_type text, step text, value text)`,
    [evaluationId, JSON.stringify(rows)],
  );
}
