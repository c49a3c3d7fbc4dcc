import 'reflect-metadata';
import { Arg, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { eventPhaseEnum, previewRoleEnum, ruleTopicEnum } from '../graphql/enums.js';
import { officialScoreOf } from '../submissions/official-score.js';
import { Event } from './event.entity.js';
import { type EventPhase, isArchived } from './event.policy.js';
import { type EventRule, eventRules, type RuleTopic } from './event-rules.js';
import { settingsOf } from './event-settings.js';
import { type PreviewRole, type PreviewRow, visibilityPreview } from './visibility-preview.js';

@ObjectType('EventRule', { simpleResolvers: true })
class EventRuleView implements EventRule {
  @Field(() => ruleTopicEnum) declare topic: RuleTopic;
  @Field(() => String, { description: 'Which rule it is; stays, while the words may change.' }) declare code: string;
  @Field(() => String) declare sentence: string;
}

@ObjectType('VisibilityPreviewRow', { simpleResolvers: true })
class PreviewRowView implements PreviewRow {
  @Field(() => String) declare what: string;
  @Field(() => Boolean) declare isAllowed: boolean;
}

@ObjectType({ simpleResolvers: true })
class VisibilityPreview {
  @Field(() => eventPhaseEnum) declare phase: EventPhase;
  @Field(() => [PreviewRowView]) declare rows: PreviewRowView[];
}

@Resolver(() => Event)
export class EventRulesResolver {
  @FieldResolver(() => [EventRuleView], { description: 'The rules in sentences, made from the settings; by topic.' })
  async rules(@Root() event: Event): Promise<EventRuleView[]> {
    const { description, dataDigest } = await event.problemVersion.loadOrFail();
    const { scoreType } = officialScoreOf(event, description);
    return eventRules(settingsOf(event), {
      isLowerTheBetter: scoreType.isLowerTheBetter,
      hasPrivateData: dataDigest !== null,
      foldCount: description?.folds.length ?? 0,
    });
  }

  @FieldResolver(() => VisibilityPreview, {
    nullable: true,
    description:
      'What somebody in a role sees at a moment, by the settings of now; for admins of the event, null for others.',
  })
  async visibilityPreview(
    @Root() event: Event,
    @Arg('role', () => previewRoleEnum) role: PreviewRole,
    @Arg('at', () => Date) at: Date,
    @Ctx() { loaders }: RequestContext,
  ): Promise<VisibilityPreview | null> {
    if (!(await loaders.administers.load(event.id))) return null;
    const { dataDigest } = await event.problemVersion.loadOrFail();
    const previewed = { ...settingsOf(event), isArchived: isArchived(event), hasPrivateData: dataDigest !== null };
    return visibilityPreview(previewed, role, at);
  }
}
