import { Migration } from '@mikro-orm/migrations';

/** Admins of events, the audit log, interactions, notifications and mails. */
export class Migration0010Platform extends Migration {
  override name = '0010-platform';

  override up(): void {
    this.addSql(
      `create table "notification" ("id" uuid not null, "user_id" uuid not null, "kind" text not null, "event_id" uuid null, "title" varchar(200) not null, "body" text not null, "path" varchar(500) null, "created_at" timestamptz(3) not null, "read_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "notification_event_id_index" on "notification" ("event_id");`);
    this.addSql(`create index "notification_user_id_created_at_index" on "notification" ("user_id", "created_at");`);
    this.addSql(
      `create table "mail" ("id" uuid not null, "to_address" varchar(254) not null, "user_id" uuid null, "content" jsonb not null, "state" text not null, "attempts" int not null default 0, "due_at" timestamptz(3) not null, "created_at" timestamptz(3) not null, "sent_at" timestamptz(3) null, "error" varchar(1000) null, primary key ("id"));`,
    );
    this.addSql(`create index "mail_user_id_index" on "mail" ("user_id");`);
    this.addSql(`create index "mail_due_index" on "mail" ("due_at") where state = 'WAITING';`);
    this.addSql(
      `create table "interaction" ("id" uuid not null, "at" timestamptz(3) not null, "kind" text not null, "user_id" uuid null, "event_id" uuid null, "submission_id" uuid null, primary key ("id"));`,
    );
    this.addSql(`create index "interaction_at_index" on "interaction" ("at");`);
    this.addSql(`create index "interaction_user_id_index" on "interaction" ("user_id");`);
    this.addSql(`create index "interaction_submission_id_index" on "interaction" ("submission_id");`);
    this.addSql(`create index "interaction_event_id_at_index" on "interaction" ("event_id", "at");`);
    this.addSql(
      `create table "event_admin" ("event_id" uuid not null, "user_id" uuid not null, "added_by_id" uuid null, "added_at" timestamptz(3) not null, primary key ("event_id", "user_id"));`,
    );
    this.addSql(`create index "event_admin_user_id_index" on "event_admin" ("user_id");`);
    this.addSql(`create index "event_admin_added_by_id_index" on "event_admin" ("added_by_id");`);
    this.addSql(
      `create table "audit_entry" ("id" uuid not null, "at" timestamptz(3) not null, "actor_id" uuid null, "act" varchar(60) not null, "event_id" uuid null, "subject_kind" varchar(40) not null, "subject_id" varchar(64) null, "details" jsonb not null, primary key ("id"));`,
    );
    this.addSql(`create index "audit_entry_actor_id_index" on "audit_entry" ("actor_id");`);
    this.addSql(`create index "audit_entry_at_id_index" on "audit_entry" ("at", "id");`);
    this.addSql(`create index "audit_entry_event_id_at_index" on "audit_entry" ("event_id", "at");`);
    this.addSql(
      `alter table "notification" add constraint "notification_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "notification" add constraint "notification_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "notification" add constraint "notification_kind_check" check ("kind" in ('ACCOUNT', 'TEAM', 'EVENT', 'SUBMISSION', 'ORGANISER'));`,
    );
    this.addSql(
      `alter table "mail" add constraint "mail_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "mail" add constraint "mail_state_check" check ("state" in ('WAITING', 'SENT', 'FAILED'));`,
    );
    this.addSql(
      `alter table "interaction" add constraint "interaction_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "interaction" add constraint "interaction_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "interaction" add constraint "interaction_submission_id_foreign" foreign key ("submission_id") references "submission" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "interaction" add constraint "interaction_kind_check" check ("kind" in ('VIEW_EVENT', 'VIEW_CODE', 'DOWNLOAD', 'DOWNLOAD_KIT', 'IMPORT', 'SUBMIT'));`,
    );
    this.addSql(
      `alter table "event_admin" add constraint "event_admin_event_id_foreign" foreign key ("event_id") references "event" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "event_admin" add constraint "event_admin_user_id_foreign" foreign key ("user_id") references "user" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "event_admin" add constraint "event_admin_added_by_id_foreign" foreign key ("added_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "audit_entry" add constraint "audit_entry_actor_id_foreign" foreign key ("actor_id") references "user" ("id") on delete no action;`,
    );
    this.addSql(
      `alter table "audit_entry" add constraint "audit_entry_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete no action;`,
    );
    this.addSql(
      `create or replace function "audit_entry_audit_entry_only_grows_fn"() returns trigger as $$ begin raise exception 'The audit log only grows.'; end; $$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "audit_entry_only_grows" BEFORE UPDATE OR DELETE on "audit_entry" for each STATEMENT execute function "audit_entry_audit_entry_only_grows_fn"();`,
    );
  }
}
