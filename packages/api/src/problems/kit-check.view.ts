import 'reflect-metadata';
import type { KitFinding, StoredKitCheck } from '@databoard/shared/kit-check';
import type { Step } from '@databoard/shared/score';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { findingSeverityEnum, kitCheckStateEnum, stepEnum } from '../graphql/enums.js';
import type { KitCheckState, ProblemVersion } from './problem-version.entity.js';

@ObjectType('CheckedScore', { simpleResolvers: true })
class CheckedScoreView {
  @Field(() => String) declare scoreType: string;
  @Field(() => stepEnum) declare step: Step;
  @Field(() => Int, { nullable: true, description: 'Null for a score bagged over folds.' })
  declare foldIndex: number | null;
  @Field(() => Float, { nullable: true, description: 'Null where not finite.' }) declare value: number | null;
}

@ObjectType('CheckedRun', { simpleResolvers: true })
class CheckedRunView {
  @Field(() => [CheckedScoreView]) declare scores: CheckedScoreView[];
  @Field(() => Int, { nullable: true, description: 'Where it failed.' }) declare failedFold: number | null;
  @Field(() => String, { nullable: true, description: 'Why there are no scores; null when there are.' })
  declare message: string | null;
}

@ObjectType({ simpleResolvers: true })
class StepSeconds {
  @Field(() => Float, { nullable: true }) declare train: number | null;
  @Field(() => Float, { nullable: true }) declare valid: number | null;
  @Field(() => Float, { nullable: true }) declare test: number | null;
  @Field(() => Float, { nullable: true }) declare wall: number | null;
}

@ObjectType({
  description: 'Rows that a fold’s training rows know already; null where rows cannot be told.',
  simpleResolvers: true,
})
class RepeatedRows {
  @Field(() => Int, { nullable: true }) declare validRows: number | null;
  @Field(() => Int, { nullable: true, description: 'Validation rows that are training rows.' })
  declare inTrain: number | null;
  @Field(() => Int, { nullable: true, description: 'Further ones with a training row’s features.' })
  declare likeTrain: number | null;
  @Field(() => Int, { nullable: true, description: 'Test rows with a training row’s features.' })
  declare testLikeTrain: number | null;
}

@ObjectType({ simpleResolvers: true })
class TellingColumn {
  @Field(() => String) declare name: string;
  @Field(() => String, { description: '`equals`, `separates` or `shifted`.' }) declare how: string;
}

@ObjectType('KitFinding', { simpleResolvers: true })
class KitFindingView {
  @Field(() => findingSeverityEnum) declare severity: KitFinding['severity'];
  @Field(() => String) declare text: string;
}

@ObjectType('KitMeasurements', { simpleResolvers: true })
class KitMeasurementsView {
  @Field(() => String, { nullable: true, description: 'The sample that was run; null when the kit has none.' })
  declare sample: string | null;
  @Field(() => CheckedRunView) declare startingKit: CheckedRunView;
  @Field(() => CheckedRunView, { description: 'A predictor that ignores X.' }) declare constant: CheckedRunView;
  @Field(() => CheckedRunView, { description: 'The starting kit, trained on permuted labels; fold scores only.' })
  declare permuted: CheckedRunView;
  @Field(() => StepSeconds, { description: 'Of the starting kit: sums over folds, and by the clock.' })
  declare seconds: StepSeconds;
  @Field(() => Float, { nullable: true }) declare slowestFoldSeconds: number | null;
  @Field(() => Float, { nullable: true }) declare peakMemoryMiB: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether a second run of fold 0 was the same, bit for bit.' })
  declare isRepeatable: boolean | null;
  @Field(() => Float, { nullable: true, description: 'The largest difference between scores of these runs.' })
  declare repeatDifference: number | null;
  @Field(() => [RepeatedRows], { description: 'In fold order.' }) declare rows: RepeatedRows[];
  @Field(() => Int, { nullable: true }) declare testRows: number | null;
  @Field(() => [TellingColumn], {
    nullable: true,
    description: 'Columns that tell the target; null when X is no table.',
  })
  declare tellingColumns: TellingColumn[] | null;
}

@ObjectType('KitCheck', { simpleResolvers: true })
export class KitCheckView {
  @Field(() => kitCheckStateEnum) declare state: KitCheckState;
  @Field(() => Date, { nullable: true, description: 'When its job was last put in the queue.' })
  declare startedAt: Date | null;
  @Field(() => Date, { nullable: true }) declare finishedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it failed; null unless it did.' })
  declare message: string | null;
  @Field(() => [KitFindingView], { description: 'The worst first; empty until it is done.' })
  declare findings: KitFindingView[];
  @Field(() => KitMeasurementsView, { nullable: true, description: 'Null until it is done.' })
  declare measurements: KitMeasurementsView | null;
}

/** A version's kit check as clients read it; null when there is none. */
export function viewOfKitCheck(version: ProblemVersion, stored: StoredKitCheck | null): KitCheckView | null {
  const { checkState: state, checkMessage, checkDispatchedAt, checkChangedAt } = version;
  if (state == null) return null;
  return {
    state,
    startedAt: checkDispatchedAt ?? null,
    finishedAt: state === 'WAITING' ? null : (checkChangedAt ?? null),
    message: checkMessage ?? null,
    findings: stored?.findings ?? [],
    measurements: stored && {
      ...stored,
      sample: stored.startingKit.name,
      startingKit: viewOfRun(stored.startingKit),
      constant: viewOfRun(stored.constant),
      permuted: viewOfRun(stored.permuted),
    },
  };
}

const viewOfRun = ({ scores, failedFold, message }: StoredKitCheck['constant']): CheckedRunView => ({
  scores: scores.map((score) => ({ ...score, value: typeof score.value === 'number' ? score.value : null })),
  failedFold,
  message,
});
