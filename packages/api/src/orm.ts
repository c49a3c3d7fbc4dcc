import 'reflect-metadata';
import path from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { DataloaderType, defineConfig, type Options } from '@mikro-orm/postgresql';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { AccessToken } from './auth/access-token.entity.js';
import { ExternalIdentity } from './auth/external-identity.entity.js';
import { MailToken } from './auth/mail-token.entity.js';
import { Session } from './auth/session.entity.js';
import { Blend } from './blending/blend.entity.js';
import { BlendShare } from './blending/blend-share.entity.js';
import { Credit } from './credits/credit.entity.js';
import { CreditDeclaration } from './credits/credit-declaration.entity.js';
import { HistoricalShare } from './credits/historical-share.entity.js';
import { DraftVersion } from './drafts/draft-version.entity.js';
import { EventRequest } from './event-requests/event-request.entity.js';
import { Draft } from './events/draft.entity.js';
import { Event } from './events/event.entity.js';
import { EventAdmin } from './events/event-admin.entity.js';
import { EventSettingChange } from './events/event-setting-change.entity.js';
import { Participation } from './events/participation.entity.js';
import { FinalResult } from './final/final-result.entity.js';
import { FinalSelection } from './final/final-selection.entity.js';
import { Interaction } from './interactions/interaction.entity.js';
import { Invitation } from './invitations/invitation.entity.js';
import { Preapproval } from './invitations/preapproval.entity.js';
import { KitImport } from './kit-imports/kit-import.entity.js';
import { BoardChange } from './leaderboard/board-change.entity.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002ProblemOptions } from './migrations/0002-problem-options.js';
import { Migration0003KitChecks } from './migrations/0003-kit-checks.js';
import { Migration0004Scheduling } from './migrations/0004-scheduling.js';
import { Migration0005ProcessLimit } from './migrations/0005-process-limit.js';
import { Migration0006ShowsLogs } from './migrations/0006-shows-logs.js';
import { Migration0007Blends } from './migrations/0007-blends.js';
import { Migration0008Workers } from './migrations/0008-workers.js';
import { Migration0009Rescoring } from './migrations/0009-rescoring.js';
import { Migration0010Platform } from './migrations/0010-platform.js';
import { Migration0011Accounts } from './migrations/0011-accounts.js';
import { Migration0012News } from './migrations/0012-news.js';
import { Migration0014Problems } from './migrations/0014-problems.js';
import { Migration0015EventLife } from './migrations/0015-event-life.js';
import { Migration0016Teams } from './migrations/0016-teams.js';
import { Migration0017Code } from './migrations/0017-code.js';
import { Migration0018Boards } from './migrations/0018-boards.js';
import { Migration0020ClaimedEmails } from './migrations/0020-claimed-emails.js';
import { Migration0028BlendCurves } from './migrations/0028-blend-curves.js';
import { Migration0029TeamRequests } from './migrations/0029-team-requests.js';
import { Migration0030GeneratedPasswords } from './migrations/0030-generated-passwords.js';
import { Migration0031DeletedProblems } from './migrations/0031-deleted-problems.js';
import { Migration0032EventRequests } from './migrations/0032-event-requests.js';
import { EventNews } from './notifications/event-news.entity.js';
import { Mail } from './notifications/mail.entity.js';
import { Notification } from './notifications/notification.entity.js';
import { NotificationPreference } from './notifications/notification-preference.entity.js';
import { UnsubscribeKey } from './notifications/unsubscribe-key.entity.js';
import { ProblemKeyword } from './problems/keyword.entity.js';
import { Problem } from './problems/problem.entity.js';
import { ProblemVersion } from './problems/problem-version.entity.js';
import { RescoredEvaluation } from './rescoring/rescored-evaluation.entity.js';
import { Rescoring } from './rescoring/rescoring.entity.js';
import { ScheduleClock } from './scheduling/schedule-clock.entity.js';
import { ScheduleFlow } from './scheduling/schedule-flow.entity.js';
import { FileFingerprint } from './similarity/file-fingerprint.entity.js';
import { Evaluation } from './submissions/evaluation.entity.js';
import { FoldRun } from './submissions/fold-run.entity.js';
import { Score } from './submissions/score.entity.js';
import { Submission } from './submissions/submission.entity.js';
import { SubmissionSource } from './submissions/submission-source.entity.js';
import { Team } from './teams/team.entity.js';
import { TeamDeparture } from './teams/team-departure.entity.js';
import { TeamInvitation } from './teams/team-invitation.entity.js';
import { TeamMember } from './teams/team-member.entity.js';
import { User } from './users/user.entity.js';
import { Worker } from './workers/worker.entity.js';
import { WorkerPause } from './workers/worker-pause.entity.js';

/** Every entity, by name: nothing is found by scanning folders. */
const entities = [
  User,
  Session,
  AccessToken,
  MailToken,
  ExternalIdentity,
  Problem,
  ProblemVersion,
  ProblemKeyword,
  KitImport,
  Event,
  Team,
  TeamMember,
  TeamInvitation,
  TeamDeparture,
  Participation,
  Draft,
  Submission,
  FinalSelection,
  FinalResult,
  Evaluation,
  FoldRun,
  Score,
  ScheduleFlow,
  ScheduleClock,
  Blend,
  BlendShare,
  Rescoring,
  RescoredEvaluation,
  Worker,
  WorkerPause,
  EventAdmin,
  EventRequest,
  EventSettingChange,
  Invitation,
  Preapproval,
  AuditEntry,
  Interaction,
  Notification,
  Mail,
  NotificationPreference,
  UnsubscribeKey,
  EventNews,
  DraftVersion,
  SubmissionSource,
  CreditDeclaration,
  Credit,
  HistoricalShare,
  FileFingerprint,
  BoardChange,
];

/** The ORM's settings for one database. Names are snake_case; references are loaded in batches. */
export const ormOptions = (databaseUrl: string, more: Partial<Options> = {}): Options =>
  defineConfig({
    clientUrl: databaseUrl,
    entities,
    dataloader: DataloaderType.ALL,
    extensions: [Migrator],
    migrations: {
      // Absolute, because relative paths follow the folder the process was started in.
      path: path.join(import.meta.dirname, 'migrations'),
      pathTs: path.join(import.meta.dirname, '../src/migrations'),
      // The snapshot would carry a database's name; a test compares a migrated database with the entities instead.
      snapshot: false,
      transactional: true,
      // In order; forward only, never edited once released.
      migrationsList: [
        { name: '0001-initial', class: Migration0001Initial },
        { name: '0002-problem-options', class: Migration0002ProblemOptions },
        { name: '0003-kit-checks', class: Migration0003KitChecks },
        { name: '0004-scheduling', class: Migration0004Scheduling },
        { name: '0005-process-limit', class: Migration0005ProcessLimit },
        { name: '0006-shows-logs', class: Migration0006ShowsLogs },
        { name: '0007-blends', class: Migration0007Blends },
        { name: '0008-workers', class: Migration0008Workers },
        { name: '0009-rescoring', class: Migration0009Rescoring },
        { name: '0010-platform', class: Migration0010Platform },
        { name: '0011-accounts', class: Migration0011Accounts },
        { name: '0012-news', class: Migration0012News },
        { name: '0014-problems', class: Migration0014Problems },
        { name: '0015-event-life', class: Migration0015EventLife },
        { name: '0016-teams', class: Migration0016Teams },
        { name: '0017-code', class: Migration0017Code },
        { name: '0018-boards', class: Migration0018Boards },
        { name: '0020-claimed-emails', class: Migration0020ClaimedEmails },
        { name: '0028-blend-curves', class: Migration0028BlendCurves },
        { name: '0029-team-requests', class: Migration0029TeamRequests },
        { name: '0030-generated-passwords', class: Migration0030GeneratedPasswords },
        { name: '0031-deleted-problems', class: Migration0031DeletedProblems },
        { name: '0032-event-requests', class: Migration0032EventRequests },
      ],
      emit: 'ts',
    },
    pool: { min: 1, max: 10 },
    ...more,
  });
