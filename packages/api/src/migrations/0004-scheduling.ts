import { Migration } from '@mikro-orm/migrations';

/** Fair scheduling, limits per event, re-runs and the standing of submissions. */
export class Migration0004Scheduling extends Migration {
  override name = '0004-scheduling';

  override up(): void {
    this.addSql(
      `alter table "event" add column "fold_processes_max" int not null default 64, add column "fold_disk_mib" int not null default 512, add column "fold_log_kib" int not null default 1024, add column "fold_prediction_mib" int not null default 512, add column "fold_cores" int not null default 1, add column "evaluation_timeout_seconds" int null, add column "stops_at_first_failure" boolean not null default true, add column "weight" double precision not null default 1;`,
    );
    this.addSql(
      `alter table "submission" add column "standing" text not null default 'COUNTED', add column "standing_note" varchar(1000) null, add column "standing_changed_at" timestamptz(3) null, add column "standing_changed_by_id" uuid null;`,
    );
    this.addSql(
      `alter table "submission" add constraint "submission_standing_check" check ("standing" in ('COUNTED', 'WITHDRAWN', 'DISQUALIFIED'));`,
    );
    this.addSql(`create index "submission_standing_changed_by_id_index" on "submission" ("standing_changed_by_id");`);
    this.addSql(
      `alter table "submission" add constraint "submission_standing_changed_by_id_foreign" foreign key ("standing_changed_by_id") references "user" ("id") on delete no action;`,
    );
    this.addSql(`alter table "evaluation" add column "kind" text not null default 'LIVE';`);
    this.addSql(
      `alter table "evaluation" add constraint "evaluation_kind_check" check ("kind" in ('LIVE', 'RERUN', 'RESCORE'));`,
    );
    this.addSql(
      `alter table "fold_run" add column "losses" int not null default 0, add column "wall_seconds" double precision null, add column "charged_seconds" double precision null, add column "virtual_start" double precision null, add column "started_at" timestamptz(3) null;`,
    );
    this.addSql(
      `create index "fold_run_waiting_index" on "fold_run" ("evaluation_id", "fold_index") where state = 'NEW' and dispatched_at is null;`,
    );
    this.addSql(`create index "fold_run_charged_index" on "fold_run" ("id") where charged_seconds is not null;`);
    this.addSql(
      `create table "schedule_flow" ("participation_id" uuid not null, "virtual_seconds" double precision not null, "mean_seconds" double precision null, primary key ("participation_id"));`,
    );
    this.addSql(
      `alter table "schedule_flow" add constraint "schedule_flow_participation_id_foreign" foreign key ("participation_id") references "participation" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `create table "schedule_clock" ("id" int not null, "virtual_seconds" double precision not null, primary key ("id"));`,
    );
    this.addSql(`insert into "schedule_clock" ("id", "virtual_seconds") values (1, 0);`);
  }
}
