import 'reflect-metadata';
import { validateOrReject } from 'class-validator';
import type { GraphQLSchema } from 'graphql';
import { ArgumentValidationError, type BuildSchemaOptions, buildSchemaSync, type PubSub } from 'type-graphql';
import { AuditResolver } from '../audit/audit.resolver.js';
import { AccessTokenResolver } from '../auth/access-token.resolver.js';
import { AccountResolver } from '../auth/account.resolver.js';
import { AuthResolver } from '../auth/auth.resolver.js';
import { SessionResolver } from '../auth/session.resolver.js';
import { BlendResolver, EventBlendResolver } from '../blending/blend.resolver.js';
import { CreditResolver } from '../credits/credit.resolver.js';
import { DraftResolver, DraftVersionResolver, DraftVersionsResolver } from '../drafts/draft.resolver.js';
import { AppError } from '../errors.js';
import { EventRequestResolver } from '../event-requests/event-request.resolver.js';
import { EventResolver } from '../events/event.resolver.js';
import { EventAdminResolver } from '../events/event-admin.resolver.js';
import { EventLifeResolver } from '../events/event-life.resolver.js';
import { EventRulesResolver } from '../events/event-rules.resolver.js';
import { EventSettingChangeResolver } from '../events/event-setting-change.resolver.js';
import { ParticipationResolver } from '../events/participation.resolver.js';
import { PeopleResolver } from '../events/people.resolver.js';
import {
  EventFinalResolver,
  FinalResultResolver,
  FinalSelectionResolver,
  TeamSelectionResolver,
} from '../final/final.resolver.js';
import { InstancePageResolver } from '../instance-pages/instance-page.resolver.js';
import { EventInvitationsResolver, InvitationResolver } from '../invitations/invitation.resolver.js';
import { PreapprovalResolver } from '../invitations/preapproval.resolver.js';
import { KitImportResolver } from '../kit-imports/kit-import.resolver.js';
import { BoardChangeResolver, BoardResolver } from '../leaderboard/board.resolver.js';
import { ProblemBoardResolver } from '../leaderboard/problem-board.resolver.js';
import { MailResolver } from '../notifications/mail.resolver.js';
import { NotificationResolver } from '../notifications/notification.resolver.js';
import { PreflightResolver } from '../preflight/preflight.resolver.js';
import { ProblemResolver } from '../problems/problem.resolver.js';
import { ProblemVersionResolver } from '../problems/problem-version.resolver.js';
import { QueueResolver } from '../queue/queue.resolver.js';
import { EventRescoringsResolver, RescoringResolver } from '../rescoring/rescoring.resolver.js';
import { SimilarityResolver } from '../similarity/similarity.resolver.js';
import { StatisticsResolver } from '../statistics/statistics.resolver.js';
import { EvaluationResolver } from '../submissions/evaluation.resolver.js';
import { EvaluationHistoryResolver, EvaluationVersionResolver } from '../submissions/evaluation-history.resolver.js';
import { FoldLogResolver } from '../submissions/fold-log.resolver.js';
import { FoldRunResolver } from '../submissions/fold-run.resolver.js';
import { LineageResolver } from '../submissions/lineage.resolver.js';
import { SubmissionResolver } from '../submissions/submission.resolver.js';
import { SubmissionActionsResolver } from '../submissions/submission-actions.resolver.js';
import { EventTeamsResolver, MyTeamsResolver, TeamResolver } from '../teams/team.resolver.js';
import { TeamActionsResolver } from '../teams/team-actions.resolver.js';
import { TeamInvitationResolver } from '../teams/team-invitation.resolver.js';
import { UserImportResolver } from '../user-import/user-import.resolver.js';
import { UserResolver } from '../users/user.resolver.js';
import { UserAdminResolver } from '../users/user-admin.resolver.js';
import { WorkerResolver } from '../workers/worker.resolver.js';
import { guardRootFields } from './guard-root-fields.js';

/** Every resolver, by name: nothing is found by scanning folders. */
const resolvers: BuildSchemaOptions['resolvers'] = [
  AuthResolver,
  AccountResolver,
  SessionResolver,
  AccessTokenResolver,
  UserResolver,
  UserAdminResolver,
  ProblemResolver,
  ProblemVersionResolver,
  KitImportResolver,
  EventResolver,
  EventSettingChangeResolver,
  EventAdminResolver,
  EventLifeResolver,
  EventRequestResolver,
  EventRulesResolver,
  PeopleResolver,
  InvitationResolver,
  EventInvitationsResolver,
  PreapprovalResolver,
  ParticipationResolver,
  TeamResolver,
  EventTeamsResolver,
  MyTeamsResolver,
  TeamActionsResolver,
  TeamInvitationResolver,
  FinalSelectionResolver,
  TeamSelectionResolver,
  FinalResultResolver,
  EventFinalResolver,
  DraftVersionsResolver,
  DraftVersionResolver,
  DraftResolver,
  PreflightResolver,
  SubmissionResolver,
  LineageResolver,
  SimilarityResolver,
  SubmissionActionsResolver,
  EvaluationResolver,
  FoldRunResolver,
  FoldLogResolver,
  BoardResolver,
  BoardChangeResolver,
  ProblemBoardResolver,
  EventBlendResolver,
  BlendResolver,
  CreditResolver,
  EvaluationHistoryResolver,
  EvaluationVersionResolver,
  RescoringResolver,
  EventRescoringsResolver,
  WorkerResolver,
  QueueResolver,
  UserImportResolver,
  AuditResolver,
  NotificationResolver,
  MailResolver,
  StatisticsResolver,
  InstancePageResolver,
];

// Every subscription makes its own source, but type-graphql wants some pub/sub before it generates any.
const unusedPubSub: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Subscriptions name their source themselves.');
  },
};

/** The executable schema. Needs no services, so that it can be printed anywhere. */
export const buildSchema = (): GraphQLSchema =>
  guardRootFields(buildSchemaSync({ resolvers, pubSub: unusedPubSub, validateFn: validateArgument }));

/** Checks one argument against its class; text that PostgreSQL cannot hold is refused for all of them here. */
async function validateArgument(value: unknown): Promise<void> {
  if (hasNul(value)) throw new AppError('INVALID', 'Text must not contain the character U+0000.');
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return;
  try {
    await validateOrReject(value, { skipMissingProperties: true, forbidUnknownValues: false });
  } catch (error) {
    throw new ArgumentValidationError(error as never);
  }
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNul);
}
