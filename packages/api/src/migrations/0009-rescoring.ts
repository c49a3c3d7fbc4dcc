import { Migration } from '@mikro-orm/migrations';

/** Rescorings: an event's stored predictions under another version of its problem. */
export class Migration0009Rescoring extends Migration {
  override name = '0009-rescoring';

  override up(): void {
    this.addSql(
      `create table "rescoring" ("id" uuid not null, "event_id" uuid not null, "from_version_id" uuid not null, "to_version_id" uuid not null, "state" text not null default 'COMPUTING', "note" text not null, "requested_by_id" uuid not null, "created_at" timestamptz(3) not null, "ended_by_id" uuid null, "ended_at" timestamptz(3) null, "message" text null, primary key ("id"));`,
    );
    this.addSql(`create index "rescoring_event_id_index" on "rescoring" ("event_id");`);
    this.addSql(`create index "rescoring_from_version_id_index" on "rescoring" ("from_version_id");`);
    this.addSql(`create index "rescoring_to_version_id_index" on "rescoring" ("to_version_id");`);
    this.addSql(`create index "rescoring_requested_by_id_index" on "rescoring" ("requested_by_id");`);
    this.addSql(`create index "rescoring_ended_by_id_index" on "rescoring" ("ended_by_id");`);
    this.addSql(
      `create unique index "rescoring_open_unique" on "rescoring" ("event_id") where state in ('COMPUTING', 'READY');`,
    );
    this.addSql(
      `create table "rescored_evaluation" ("id" uuid not null, "rescoring_id" uuid not null, "evaluation_id" uuid not null, "state" text not null default 'WAITING', "attempt" int not null default 1, "faults" int not null default 0, "dispatched_at" timestamptz(3) null, "changed_at" timestamptz(3) not null, "evaluation_state" text null, "result" jsonb null, "fault_detail" text null, "new_evaluation_id" uuid null, primary key ("id"));`,
    );
    this.addSql(`create index "rescored_evaluation_evaluation_id_index" on "rescored_evaluation" ("evaluation_id");`);
    this.addSql(
      `create index "rescored_evaluation_new_evaluation_id_index" on "rescored_evaluation" ("new_evaluation_id");`,
    );
    this.addSql(
      `create index "rescored_evaluation_waiting_index" on "rescored_evaluation" ("rescoring_id", "changed_at") where state = 'WAITING';`,
    );
    this.addSql(
      `alter table "rescored_evaluation" add constraint "rescored_evaluation_rescoring_id_evaluation_id_unique" unique ("rescoring_id", "evaluation_id");`,
    );
    this.addSql(
      `alter table "rescoring" add constraint "rescoring_event_id_foreign" foreign key ("event_id") references "event" ("id");`,
    );
    this.addSql(
      `alter table "rescoring" add constraint "rescoring_from_version_id_foreign" foreign key ("from_version_id") references "problem_version" ("id");`,
    );
    this.addSql(
      `alter table "rescoring" add constraint "rescoring_to_version_id_foreign" foreign key ("to_version_id") references "problem_version" ("id");`,
    );
    this.addSql(
      `alter table "rescoring" add constraint "rescoring_requested_by_id_foreign" foreign key ("requested_by_id") references "user" ("id");`,
    );
    this.addSql(
      `alter table "rescoring" add constraint "rescoring_ended_by_id_foreign" foreign key ("ended_by_id") references "user" ("id") on delete no action;`,
    );
    this.addSql(
      `alter table "rescoring" add constraint "rescoring_state_check" check ("state" in ('COMPUTING', 'READY', 'APPLIED', 'DROPPED', 'FAILED'));`,
    );
    this.addSql(
      `alter table "rescored_evaluation" add constraint "rescored_evaluation_rescoring_id_foreign" foreign key ("rescoring_id") references "rescoring" ("id");`,
    );
    this.addSql(
      `alter table "rescored_evaluation" add constraint "rescored_evaluation_evaluation_id_foreign" foreign key ("evaluation_id") references "evaluation" ("id");`,
    );
    this.addSql(
      `alter table "rescored_evaluation" add constraint "rescored_evaluation_new_evaluation_id_foreign" foreign key ("new_evaluation_id") references "evaluation" ("id") on delete no action;`,
    );
    this.addSql(
      `alter table "rescored_evaluation" add constraint "rescored_evaluation_state_check" check ("state" in ('WAITING', 'DONE', 'FAILED'));`,
    );
    this.addSql(
      `alter table "rescored_evaluation" add constraint "rescored_evaluation_evaluation_state_check" check ("evaluation_state" in ('NEW', 'RUNNING', 'BAGGING', 'SCORED', 'TRAINING_ERROR', 'VALIDATING_ERROR', 'TESTING_ERROR', 'CHECKING_ERROR', 'CANCELLED'));`,
    );
  }
}
