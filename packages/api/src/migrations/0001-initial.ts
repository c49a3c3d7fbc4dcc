import { Migration } from '@mikro-orm/migrations';

/** Every table of the first version. */
export class Migration0001Initial extends Migration {
  override name = '0001-initial';

  override up(): void {
    this.addSql(
      `create table "problem" ("id" uuid not null, "name" varchar(63) not null, "created_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "problem" add constraint "problem_name_unique" unique ("name");`);

    this.addSql(
      `create table "problem_version" ("id" uuid not null, "problem_id" uuid not null, "number" int not null, "kit_digest" varchar(64) not null, "data_digest" varchar(64) null, "state" text not null default 'CHECKING', "description" jsonb null, "refusal" jsonb null, "attempt" int not null default 1, "faults" int not null default 0, "dispatched_at" timestamptz(3) null, "created_at" timestamptz(3) not null, "changed_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(
      `create index "problem_version_checking_index" on "problem_version" ("state") where state = 'CHECKING';`,
    );
    this.addSql(
      `alter table "problem_version" add constraint "problem_version_problem_id_number_unique" unique ("problem_id", "number");`,
    );
    this.addSql(
      `alter table "problem_version" add constraint "problem_version_state_check" check ("state" in ('CHECKING', 'READY', 'REFUSED'));`,
    );

    this.addSql(
      `create table "event" ("id" uuid not null, "slug" varchar(63) not null, "title" varchar(200) not null, "problem_version_id" uuid not null, "opens_at" timestamptz(3) not null, "public_opens_at" timestamptz(3) not null, "closes_at" timestamptz(3) not null, "min_seconds_between_submissions" int not null default 900, "max_submissions_per_day" int null, "max_submissions_total" int null, "fold_timeout_seconds" int not null, "fold_memory_mib" int not null, "official_score_type" varchar(200) not null, "requires_approval" boolean not null default false, "board_version" int not null default 0, "created_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "event" add constraint "event_slug_unique" unique ("slug");`);
    this.addSql(`create index "event_problem_version_id_index" on "event" ("problem_version_id");`);

    this.addSql(
      `create table "user" ("id" uuid not null, "username" varchar(40) not null, "email" varchar(254) not null, "display_name" varchar(100) not null, "password_hash" varchar(255) not null, "is_admin" boolean not null default false, "created_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "user" add constraint "user_username_unique" unique ("username");`);
    this.addSql(`alter table "user" add constraint "user_email_unique" unique ("email");`);

    this.addSql(
      `create table "team" ("id" uuid not null, "name" varchar(100) not null, "sole_member_id" uuid null, "created_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "team" add constraint "team_name_unique" unique ("name");`);
    this.addSql(`alter table "team" add constraint "team_sole_member_id_unique" unique ("sole_member_id");`);

    this.addSql(
      `create table "team_member" ("team_id" uuid not null, "user_id" uuid not null, "joined_at" timestamptz(3) not null, primary key ("team_id", "user_id"));`,
    );
    this.addSql(`create index "team_member_user_id_index" on "team_member" ("user_id");`);

    this.addSql(
      `create table "participation" ("id" uuid not null, "event_id" uuid not null, "team_id" uuid not null, "state" text not null, "created_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`create index "participation_team_id_index" on "participation" ("team_id");`);
    this.addSql(
      `alter table "participation" add constraint "participation_event_id_team_id_unique" unique ("event_id", "team_id");`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_state_check" check ("state" in ('ASKED', 'APPROVED'));`,
    );

    this.addSql(
      `create table "draft" ("participation_id" uuid not null, "version" int not null, "files" jsonb not null, "saved_at" timestamptz(3) not null, primary key ("participation_id"));`,
    );

    this.addSql(
      `create table "submission" ("id" uuid not null, "participation_id" uuid not null, "author_id" uuid not null, "name" varchar(40) not null, "files_digest" varchar(64) not null, "idempotency_key" varchar(100) null, "submitted_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`create index "submission_author_id_index" on "submission" ("author_id");`);
    this.addSql(
      `create index "submission_participation_id_submitted_at_index" on "submission" ("participation_id", "submitted_at");`,
    );
    this.addSql(
      `alter table "submission" add constraint "submission_participation_id_name_unique" unique ("participation_id", "name");`,
    );
    this.addSql(
      `alter table "submission" add constraint "submission_participation_id_idempotency_key_unique" unique ("participation_id", "idempotency_key");`,
    );

    this.addSql(
      `create table "evaluation" ("id" uuid not null, "submission_id" uuid not null, "problem_version_id" uuid not null, "is_current" boolean not null default true, "state" text not null default 'NEW', "bagging" text not null default 'PENDING', "bag_attempt" int not null default 0, "bag_faults" int not null default 0, "bag_dispatched_at" timestamptz(3) null, "bag_changed_at" timestamptz(3) null, "created_at" timestamptz(3) not null, "started_at" timestamptz(3) null, "ended_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "evaluation_submission_id_index" on "evaluation" ("submission_id");`);
    this.addSql(`create index "evaluation_problem_version_id_index" on "evaluation" ("problem_version_id");`);
    this.addSql(
      `create index "evaluation_unfinished_index" on "evaluation" ("state", "created_at") where state in ('NEW', 'RUNNING', 'BAGGING');`,
    );
    this.addSql(`create unique index "evaluation_current_unique" on "evaluation" ("submission_id") where is_current;`);
    this.addSql(
      `alter table "evaluation" add constraint "evaluation_state_check" check ("state" in ('NEW', 'RUNNING', 'BAGGING', 'SCORED', 'TRAINING_ERROR', 'VALIDATING_ERROR', 'TESTING_ERROR', 'CHECKING_ERROR', 'CANCELLED'));`,
    );
    this.addSql(
      `alter table "evaluation" add constraint "evaluation_bagging_check" check ("bagging" in ('PENDING', 'DONE', 'FAILED'));`,
    );

    this.addSql(
      `create table "fold_run" ("id" uuid not null, "evaluation_id" uuid not null, "fold_index" int not null, "state" text not null default 'NEW', "attempt" int not null default 1, "faults" int not null default 0, "reason" text null, "failure" jsonb null, "fault_detail" text null, "train_seconds" double precision null, "valid_seconds" double precision null, "test_seconds" double precision null, "cpu_seconds" double precision null, "peak_memory_mib" double precision null, "train_prediction_digest" varchar(64) null, "test_prediction_digest" varchar(64) null, "log_digest" varchar(64) null, "worker" varchar(200) null, "dispatched_at" timestamptz(3) null, "changed_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(
      `create index "fold_run_unfinished_index" on "fold_run" ("changed_at") where state in ('NEW', 'TRAINING', 'TRAINED', 'VALIDATED', 'TESTED');`,
    );
    this.addSql(
      `alter table "fold_run" add constraint "fold_run_evaluation_id_fold_index_unique" unique ("evaluation_id", "fold_index");`,
    );
    this.addSql(
      `alter table "fold_run" add constraint "fold_run_state_check" check ("state" in ('NEW', 'TRAINING', 'TRAINED', 'VALIDATED', 'TESTED', 'SCORED', 'TRAINING_ERROR', 'VALIDATING_ERROR', 'TESTING_ERROR', 'CHECKING_ERROR', 'CANCELLED'));`,
    );
    this.addSql(
      `alter table "fold_run" add constraint "fold_run_reason_check" check ("reason" in ('EXCEPTION', 'TIMEOUT', 'OUT_OF_MEMORY', 'BAD_PREDICTIONS', 'OUTPUT_LIMIT', 'KILLED', 'PLATFORM'));`,
    );

    this.addSql(
      `create table "score" ("id" bigserial primary key, "evaluation_id" uuid not null, "fold_run_id" uuid null, "score_type" varchar(200) not null, "step" text not null, "value" double precision not null);`,
    );
    this.addSql(`create index "score_evaluation_id_index" on "score" ("evaluation_id");`);
    this.addSql(`alter table "score" add constraint "score_fold_unique" unique ("fold_run_id", "score_type", "step");`);
    this.addSql(
      `create unique index "score_bagged_unique" on "score" ("evaluation_id", "score_type", "step") where fold_run_id is null;`,
    );
    this.addSql(`alter table "score" add constraint "score_step_check" check ("step" in ('train', 'valid', 'test'));`);

    this.addSql(
      `create table "session" ("token_hash" varchar(64) not null, "user_id" uuid not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, primary key ("token_hash"));`,
    );
    this.addSql(`create index "session_user_id_index" on "session" ("user_id");`);
    this.addSql(`create index "session_expires_at_index" on "session" ("expires_at");`);

    this.addSql(
      `create table "access_token" ("id" uuid not null, "token_hash" varchar(64) not null, "user_id" uuid not null, "name" varchar(100) not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "access_token" add constraint "access_token_token_hash_unique" unique ("token_hash");`);
    this.addSql(`create index "access_token_user_id_index" on "access_token" ("user_id");`);

    this.addSql(
      `alter table "problem_version" add constraint "problem_version_problem_id_foreign" foreign key ("problem_id") references "problem" ("id");`,
    );

    this.addSql(
      `alter table "event" add constraint "event_problem_version_id_foreign" foreign key ("problem_version_id") references "problem_version" ("id");`,
    );

    this.addSql(
      `alter table "team" add constraint "team_sole_member_id_foreign" foreign key ("sole_member_id") references "user" ("id") on delete no action;`,
    );

    this.addSql(
      `alter table "team_member" add constraint "team_member_team_id_foreign" foreign key ("team_id") references "team" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "team_member" add constraint "team_member_user_id_foreign" foreign key ("user_id") references "user" ("id") on update cascade on delete cascade;`,
    );

    this.addSql(
      `alter table "participation" add constraint "participation_event_id_foreign" foreign key ("event_id") references "event" ("id");`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_team_id_foreign" foreign key ("team_id") references "team" ("id");`,
    );

    this.addSql(
      `alter table "draft" add constraint "draft_participation_id_foreign" foreign key ("participation_id") references "participation" ("id") on update cascade on delete cascade;`,
    );

    this.addSql(
      `alter table "submission" add constraint "submission_participation_id_foreign" foreign key ("participation_id") references "participation" ("id");`,
    );
    this.addSql(
      `alter table "submission" add constraint "submission_author_id_foreign" foreign key ("author_id") references "user" ("id");`,
    );

    this.addSql(
      `alter table "evaluation" add constraint "evaluation_submission_id_foreign" foreign key ("submission_id") references "submission" ("id");`,
    );
    this.addSql(
      `alter table "evaluation" add constraint "evaluation_problem_version_id_foreign" foreign key ("problem_version_id") references "problem_version" ("id");`,
    );

    this.addSql(
      `alter table "fold_run" add constraint "fold_run_evaluation_id_foreign" foreign key ("evaluation_id") references "evaluation" ("id");`,
    );

    this.addSql(
      `alter table "score" add constraint "score_evaluation_id_foreign" foreign key ("evaluation_id") references "evaluation" ("id");`,
    );
    this.addSql(
      `alter table "score" add constraint "score_fold_run_id_foreign" foreign key ("fold_run_id") references "fold_run" ("id") on delete no action;`,
    );

    this.addSql(
      `alter table "session" add constraint "session_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "access_token" add constraint "access_token_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`,
    );
  }
}
