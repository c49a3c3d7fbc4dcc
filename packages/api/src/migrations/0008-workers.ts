import { Migration } from '@mikro-orm/migrations';

/** Workers as they describe themselves, and which of them site admins want to be paused. */
export class Migration0008Workers extends Migration {
  override name = '0008-workers';

  override up(): void {
    this.addSql(
      `create table "worker" ("id" uuid not null, "name" varchar(200) not null, "host" varchar(255) not null, "slots" int not null, "cores" int not null, "memory_mib" int not null, "isolation" varchar(40) not null, "walls" jsonb not null, "environment" jsonb not null, "version" varchar(50) not null, "protocol" int not null, "state" text not null, "reason" text null, "running" jsonb not null, "first_seen_at" timestamptz(3) not null, "last_seen_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`create index "worker_last_seen_at_index" on "worker" ("last_seen_at");`);
    this.addSql(
      `alter table "worker" add constraint "worker_state_check" check ("state" in ('TAKING', 'PAUSED', 'PARKED', 'STOPPED'));`,
    );
    this.addSql(
      `create table "worker_pause" ("worker_name" varchar(200) not null, "paused_by_id" uuid not null, "paused_at" timestamptz(3) not null, primary key ("worker_name"));`,
    );
    this.addSql(`create index "worker_pause_paused_by_id_index" on "worker_pause" ("paused_by_id");`);
    this.addSql(
      `alter table "worker_pause" add constraint "worker_pause_paused_by_id_foreign" foreign key ("paused_by_id") references "user" ("id");`,
    );
  }
}
