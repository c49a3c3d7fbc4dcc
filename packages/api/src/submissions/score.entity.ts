import 'reflect-metadata';
import { steps } from '@databoard/shared/score';
import { defineEntity, p } from '@mikro-orm/core';
import { Evaluation } from './evaluation.entity.js';
import { FoldRun } from './fold-run.entity.js';

// Refers to classes: of schemas the compiler writes out everything they reach, and gives up when that is too much.
export const ScoreSchema = defineEntity({
  name: 'Score',
  // Two constraints instead of one, because null never equals null: no fold score and no bagged score can be stored twice.
  uniques: [
    { name: 'score_fold_unique', properties: ['foldRun', 'scoreType', 'step'] },
    { name: 'score_bagged_unique', properties: ['evaluation', 'scoreType', 'step'], where: 'fold_run_id is null' },
  ],
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    evaluation: () => p.manyToOne(Evaluation).ref().index(),
    /** Null for a score bagged over folds. */
    foldRun: () =>
      // The ORM's default for nullable references, "set null", would make a fold's scores bagged ones.
      p.manyToOne(FoldRun).ref().nullable().deleteRule('no action'),
    scoreType: p.string().length(200),
    step: p.enum(steps),
    /** Full precision; may be NaN or infinite. */
    value: p.double().$type<number>(),
  },
});

/** One score value. Reaches clients through a read model only, after the policy. */
export class Score extends ScoreSchema.class {}
ScoreSchema.setClass(Score);
