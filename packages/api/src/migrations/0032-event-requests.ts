import { Migration } from '@mikro-orm/migrations';

/** Users ask for events of their own, and are answered. */
export class Migration0032EventRequests extends Migration {
  override name = '0032-event-requests';

  override up(): void {
    this.addSql(
      `create table "event_request" ("id" uuid not null, "asker_id" uuid not null, "problem_id" uuid not null, "title" varchar(200) not null, "slug" varchar(63) not null, "opens_at" timestamptz(3) not null, "closes_at" timestamptz(3) not null, "people_count" int not null, "purpose" varchar(2000) not null, "state" text not null default 'WAITING', "created_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "note" varchar(1000) null, "event_id" uuid null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "event_request" add constraint "event_request_state_check" check ("state" in ('WAITING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'));`,
    );
    this.addSql(`create index "event_request_problem_id_index" on "event_request" ("problem_id");`);
    this.addSql(`create index "event_request_event_id_index" on "event_request" ("event_id");`);
    this.addSql(
      `create index "event_request_asker_id_created_at_index" on "event_request" ("asker_id", "created_at");`,
    );
    this.addSql(`create index "event_request_state_created_at_index" on "event_request" ("state", "created_at");`);
    this.addSql(
      `alter table "event_request" add constraint "event_request_asker_id_foreign" foreign key ("asker_id") references "user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "event_request" add constraint "event_request_problem_id_foreign" foreign key ("problem_id") references "problem" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "event_request" add constraint "event_request_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete set null;`,
    );
  }
}
