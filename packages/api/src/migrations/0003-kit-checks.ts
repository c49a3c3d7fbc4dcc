import { Migration } from '@mikro-orm/migrations';

/** Kit checks. Versions from before have none until a site admin asks for one. */
export class Migration0003KitChecks extends Migration {
  override name = '0003-kit-checks';

  override up(): void {
    this.addSql(
      `alter table "problem_version" add column "check_state" text null, add column "check_attempt" int not null default 0, add column "check_faults" int not null default 0, add column "check_dispatched_at" timestamptz(3) null, add column "check_changed_at" timestamptz(3) null, add column "check_result" jsonb null, add column "check_message" text null;`,
    );
    this.addSql(
      `alter table "problem_version" add constraint "problem_version_check_state_check" check ("check_state" in ('WAITING', 'DONE', 'FAILED'));`,
    );
    this.addSql(
      `create index "problem_version_check_waiting_index" on "problem_version" ("check_state") where check_state = 'WAITING';`,
    );
  }
}
