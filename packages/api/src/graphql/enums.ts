import { evaluationStates } from '@databoard/shared/evaluation-state';
import { failureReasons, foldRunStates } from '@databoard/shared/fold-run-state';
import { findingSeverities } from '@databoard/shared/kit-check';
import { steps } from '@databoard/shared/score';
import { workerStates } from '@databoard/shared/worker-sign';
import { registerEnumType } from 'type-graphql';
import { accessTokenScopes } from '../auth/access-token-scope.js';
import { boardColumns } from '../leaderboard/board-columns.js';
import { boardKinds } from '../leaderboard/board-kind.js';
import { queueGroups } from '../queue/queue-group.js';
import { refusalReasons } from '../refusal.js';
import { userStates } from '../users/user-state.js';

/** GraphQL enums whose values are the same words as in code and database. */
const enumOf = <T extends string>(name: string, values: readonly T[]): { readonly [K in T]: K } => {
  const object = Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in T]: K };
  registerEnumType(object, { name });
  return object;
};

export const evaluationStateEnum = enumOf('EvaluationState', evaluationStates);
export const foldRunStateEnum = enumOf('FoldRunState', foldRunStates);
export const failureReasonEnum = enumOf('FailureReason', failureReasons);
export const findingSeverityEnum = enumOf('FindingSeverity', findingSeverities);
export const stepEnum = enumOf('Step', steps);
export const workerStateEnum = enumOf('WorkerState', workerStates);
export const accessTokenScopeEnum = enumOf('AccessTokenScope', accessTokenScopes);
export const userSortEnum = enumOf('UserSort', ['NEWEST', 'OLDEST', 'USERNAME', 'NAME', 'EMAIL'] as const);
export const userStateEnum = enumOf('UserState', userStates);
export const refusalReasonEnum = enumOf('RefusalReason', refusalReasons);
// Written out: the entities that own these words import this file.
export const problemVersionStateEnum = enumOf('ProblemVersionState', ['CHECKING', 'READY', 'REFUSED'] as const);
export const kitCheckStateEnum = enumOf('KitCheckState', ['WAITING', 'DONE', 'FAILED'] as const);
export const kitImportStateEnum = enumOf('KitImportState', ['WAITING', 'RUNNING', 'DONE', 'FAILED'] as const);
export const importStepEnum = enumOf('ImportStep', ['FETCHING', 'EXPANDING', 'STORING', 'PUBLISHING'] as const);
export const keywordKindEnum = enumOf('KeywordKind', ['DATA_DOMAIN', 'THEME'] as const);
export const elementTypeEnum = enumOf('ElementType', ['CODE', 'TEXT', 'DATA'] as const);
export const kitSourceKindEnum = enumOf('KitSourceKind', ['FOLDER', 'ZIP', 'GIT'] as const);
export const notebookCellKindEnum = enumOf('NotebookCellKind', ['MARKDOWN', 'CODE', 'RAW'] as const);
export const notebookOutputKindEnum = enumOf('NotebookOutputKind', ['TEXT', 'ERROR', 'IMAGE', 'OMITTED'] as const);
export const blendStateEnum = enumOf('BlendState', ['WAITING', 'DONE', 'UNBLENDABLE', 'FAILED'] as const);
export const rescoringStateEnum = enumOf('RescoringState', [
  'COMPUTING',
  'READY',
  'APPLIED',
  'DROPPED',
  'FAILED',
] as const);
export const rescoredEvaluationStateEnum = enumOf('RescoredEvaluationState', ['WAITING', 'DONE', 'FAILED'] as const);
export const participationStateEnum = enumOf('ParticipationState', ['ASKED', 'APPROVED', 'REJECTED'] as const);
export const eventRequestStateEnum = enumOf('EventRequestState', [
  'WAITING',
  'ACCEPTED',
  'DECLINED',
  'WITHDRAWN',
] as const);
export const eventVisibilityEnum = enumOf('EventVisibility', ['HIDDEN', 'PUBLIC'] as const);
export const invitationStateEnum = enumOf('InvitationState', ['OPEN', 'ACCEPTED', 'EXPIRED', 'REVOKED'] as const);
export const ruleTopicEnum = enumOf('RuleTopic', [
  'DATES',
  'SIGN_UP',
  'TEAMS',
  'SUBMITTING',
  'JUDGING',
  'RANKING',
  'VISIBILITY',
] as const);
export const previewRoleEnum = enumOf('PreviewRole', [
  'ANONYMOUS',
  'USER',
  'INVITED',
  'ASKED',
  'REJECTED',
  'PARTICIPANT',
  'OWN_TEAM',
  'EVENT_ADMIN',
] as const);
export const signUpModeEnum = enumOf('SignUpMode', ['OPEN', 'CODE', 'APPROVAL'] as const);
export const draftOriginEnum = enumOf('DraftOrigin', ['EDITED', 'UPLOADED', 'IMPORTED', 'RESTORED'] as const);
export const eventPhaseEnum = enumOf('EventPhase', ['UPCOMING', 'COMPETITIVE', 'COLLABORATIVE', 'CLOSED'] as const);
export const evaluationKindEnum = enumOf('EvaluationKind', ['LIVE', 'RERUN', 'RESCORE'] as const);
export const submissionStandingEnum = enumOf('SubmissionStanding', ['COUNTED', 'WITHDRAWN', 'DISQUALIFIED'] as const);
export const rerunScopeEnum = enumOf('RerunScope', ['ALL', 'UNSCORED'] as const);
export const notificationKindEnum = enumOf('NotificationKind', [
  'ACCOUNT',
  'TEAM',
  'EVENT',
  'SUBMISSION',
  'ORGANISER',
] as const);
export const queueGroupEnum = enumOf('QueueGroup', queueGroups);
export const boardKindEnum = enumOf('BoardKind', boardKinds);
export const boardColumnEnum = enumOf('BoardColumn', boardColumns);
export const sortDirectionEnum = enumOf('SortDirection', ['ASC', 'DESC'] as const);
export const teamInvitationKindEnum = enumOf('TeamInvitationKind', ['MEMBER', 'MERGE', 'REQUEST'] as const);
export const teamInvitationStateEnum = enumOf('TeamInvitationState', [
  'PENDING',
  'ACCEPTED',
  'DECLINED',
  'REVOKED',
] as const);
export const importOutcomeEnum = enumOf('ImportOutcome', ['NEW', 'EXISTING', 'PROBLEM'] as const);
export const importEntryEnum = enumOf('ImportEntry', ['ENTERS', 'TAKES_PART', 'REFUSED'] as const);
export const importPasswordsEnum = enumOf('ImportPasswords', ['LINKS', 'GENERATED'] as const);
export const mailStateEnum = enumOf('MailState', ['WAITING', 'SENT', 'FAILED'] as const);
