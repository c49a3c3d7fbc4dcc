import type { EntityManager } from '@mikro-orm/postgresql';
import { Evaluation } from './evaluation.entity.js';

/** Every evaluation of a submission, newest first, each with the version that judged. */
export const listEvaluations = (em: EntityManager, submissionId: string): Promise<Evaluation[]> =>
  em.find(
    Evaluation,
    { submission: submissionId },
    { populate: ['problemVersion'], strategy: 'joined', orderBy: { createdAt: 'desc', isCurrent: 'desc', id: 'desc' } },
  );
