import { Migration } from '@mikro-orm/migrations';

/** Events can be hidden and archived, settings have a history, people are invited, approved and rejected. */
export class Migration0015EventLife extends Migration {
  override name = '0015-event-life';

  override up(): void {
    this.addSql(
      `create table "preapproval" ("id" uuid not null, "event_id" uuid not null, "pattern" varchar(254) not null, "added_by_id" uuid null, "added_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`create index "preapproval_added_by_id_index" on "preapproval" ("added_by_id");`);
    this.addSql(
      `alter table "preapproval" add constraint "preapproval_event_id_pattern_unique" unique ("event_id", "pattern");`,
    );
    this.addSql(
      `create table "invitation" ("id" uuid not null, "event_id" uuid not null, "email" varchar(254) not null, "token_hash" varchar(64) not null, "invited_by_id" uuid null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "accepted_at" timestamptz(3) null, "accepted_by_id" uuid null, "revoked_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "invitation_event_id_index" on "invitation" ("event_id");`);
    this.addSql(`alter table "invitation" add constraint "invitation_token_hash_unique" unique ("token_hash");`);
    this.addSql(`create index "invitation_invited_by_id_index" on "invitation" ("invited_by_id");`);
    this.addSql(`create index "invitation_accepted_by_id_index" on "invitation" ("accepted_by_id");`);
    this.addSql(`create index "invitation_email_index" on "invitation" ("email");`);
    this.addSql(
      `create unique index "invitation_open_unique" on "invitation" ("event_id", "email") where accepted_at is null and revoked_at is null;`,
    );
    this.addSql(
      `create table "event_setting_change" ("id" uuid not null, "event_id" uuid not null, "version" int not null, "at" timestamptz(3) not null, "by_id" uuid null, "field" varchar(60) not null, "before" text not null, "after" text not null, primary key ("id"));`,
    );
    this.addSql(`create index "event_setting_change_by_id_index" on "event_setting_change" ("by_id");`);
    this.addSql(
      `create index "event_setting_change_event_id_version_index" on "event_setting_change" ("event_id", "version");`,
    );
    this.addSql(
      `alter table "event" add "description" text not null default '', add "visibility" text not null default 'PUBLIC', add "archived_at" timestamptz(3) null, add "deleted_at" timestamptz(3) null, add "sign_up_mode" text not null default 'OPEN', add "sign_up_code" varchar(100) null, add "sign_up_closes_at" timestamptz(3) null, add "shows_code_after_closing" boolean not null default true, add "settings_version" int not null default 1;`,
    );
    this.addSql(`update "event" set "sign_up_mode" = 'APPROVAL' where "requires_approval";`);
    this.addSql(`alter table "event" drop column "requires_approval";`);
    this.addSql(
      `alter table "event" add constraint "event_visibility_check" check ("visibility" in ('HIDDEN', 'PUBLIC'));`,
    );
    this.addSql(
      `alter table "event" add constraint "event_sign_up_mode_check" check ("sign_up_mode" in ('OPEN', 'CODE', 'APPROVAL'));`,
    );
    this.addSql(`alter table "participation" drop constraint "participation_state_check";`);
    this.addSql(
      `alter table "participation" add "decided_at" timestamptz(3) null, add "decided_by_id" uuid null, add "note" varchar(1000) null;`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_decided_by_id_foreign" foreign key ("decided_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(`create index "participation_decided_by_id_index" on "participation" ("decided_by_id");`);
    this.addSql(
      `alter table "participation" add constraint "participation_state_check" check ("state" in ('ASKED', 'APPROVED', 'REJECTED'));`,
    );
    this.addSql(
      `alter table "preapproval" add constraint "preapproval_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "preapproval" add constraint "preapproval_added_by_id_foreign" foreign key ("added_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "invitation" add constraint "invitation_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "invitation" add constraint "invitation_invited_by_id_foreign" foreign key ("invited_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "invitation" add constraint "invitation_accepted_by_id_foreign" foreign key ("accepted_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "event_setting_change" add constraint "event_setting_change_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "event_setting_change" add constraint "event_setting_change_by_id_foreign" foreign key ("by_id") references "user" ("id") on delete set null;`,
    );
  }
}
