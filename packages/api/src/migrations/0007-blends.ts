import { Migration } from '@mikro-orm/migrations';

/** Blends. Events from before are due at once where anything ever happened on their boards. */
export class Migration0007Blends extends Migration {
  override name = '0007-blends';

  override up(): void {
    this.addSql(
      `alter table "event" add column "blended_version" int not null default 0, add column "blend_min_improvement" double precision not null default 0;`,
    );
    this.addSql(`create index "event_blend_due_index" on "event" ("id") where board_version <> blended_version;`);

    this.addSql(
      `create table "blend" ("id" uuid not null, "event_id" uuid not null, "problem_version_id" uuid not null, "state" text not null default 'WAITING', "board_version" int not null, "score_type" varchar(200) not null, "min_improvement" double precision not null, "candidates" jsonb not null, "runs" jsonb not null, "attempt" int not null default 1, "faults" int not null default 0, "dispatched_at" timestamptz(3) null, "changed_at" timestamptz(3) not null, "created_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "message" text null, "folds" jsonb null, "scores" jsonb null, "seconds" double precision null, primary key ("id"));`,
    );
    this.addSql(`create index "blend_event_id_index" on "blend" ("event_id");`);
    this.addSql(`create index "blend_problem_version_id_index" on "blend" ("problem_version_id");`);
    this.addSql(`create unique index "blend_waiting_unique" on "blend" ("event_id") where state = 'WAITING';`);
    this.addSql(`create unique index "blend_done_unique" on "blend" ("event_id") where state = 'DONE';`);
    this.addSql(
      `alter table "blend" add constraint "blend_state_check" check ("state" in ('WAITING', 'DONE', 'UNBLENDABLE', 'FAILED'));`,
    );

    this.addSql(
      `create table "blend_share" ("blend_id" uuid not null, "submission_id" uuid not null, "share" double precision not null, primary key ("blend_id", "submission_id"));`,
    );
    this.addSql(`create index "blend_share_submission_id_index" on "blend_share" ("submission_id");`);

    this.addSql(
      `alter table "blend" add constraint "blend_event_id_foreign" foreign key ("event_id") references "event" ("id");`,
    );
    this.addSql(
      `alter table "blend" add constraint "blend_problem_version_id_foreign" foreign key ("problem_version_id") references "problem_version" ("id");`,
    );
    this.addSql(
      `alter table "blend_share" add constraint "blend_share_blend_id_foreign" foreign key ("blend_id") references "blend" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "blend_share" add constraint "blend_share_submission_id_foreign" foreign key ("submission_id") references "submission" ("id") on update cascade on delete cascade;`,
    );
  }
}
