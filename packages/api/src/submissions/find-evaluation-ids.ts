import type { EntityManager } from '@mikro-orm/postgresql';
import type { EvaluationReport } from './apply-report.js';

/** Which evaluation each report is about; one of an unknown fold run is left out. At most one statement. */
export async function findEvaluationIds(
  em: EntityManager,
  reports: readonly EvaluationReport[],
): Promise<Map<EvaluationReport, string>> {
  const foldRunIds = reports.flatMap((report) => (report.kind === 'bag-ended' ? [] : [report.foldRunId]));
  const rows =
    foldRunIds.length === 0
      ? []
      : await em.execute<{ id: string; evaluation_id: string }[]>(
          'select id, evaluation_id from fold_run where id = any(?::uuid[])',
          [`{${foldRunIds.join(',')}}`],
        );
  const byFoldRun = new Map(rows.map((row) => [row.id, row.evaluation_id]));
  return new Map(
    reports.flatMap((report) => {
      const id = report.kind === 'bag-ended' ? report.evaluationId : byFoldRun.get(report.foldRunId);
      return id === undefined ? [] : [[report, id]];
    }),
  );
}
