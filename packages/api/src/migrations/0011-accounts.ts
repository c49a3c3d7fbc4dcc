import { Migration } from '@mikro-orm/migrations';

/** States and profiles of users, links in mails, identities of providers, what sessions and access tokens say of themselves. */
export class Migration0011Accounts extends Migration {
  override name = '0011-accounts';

  override up(): void {
    this.addSql(
      `create table "mail_token" ("token_hash" varchar(64) not null, "kind" text not null, "user_id" uuid not null, "email" varchar(254) not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, primary key ("token_hash"));`,
    );
    this.addSql(`create index "mail_token_user_id_index" on "mail_token" ("user_id");`);
    this.addSql(`create index "mail_token_expires_at_index" on "mail_token" ("expires_at");`);
    this.addSql(
      `create table "external_identity" ("issuer" varchar(500) not null, "subject" varchar(255) not null, "user_id" uuid not null, "linked_at" timestamptz(3) not null, primary key ("issuer", "subject"));`,
    );
    this.addSql(`create index "external_identity_user_id_index" on "external_identity" ("user_id");`);
    this.addSql(
      `alter table "user" add "email_confirmed_at" timestamptz(3) null, add "first_name" varchar(100) null, add "last_name" varchar(100) null, add "website" varchar(300) null, add "bio" varchar(2000) null, add "state" text not null default 'ACTIVE', add "hidden_notes" varchar(4000) null;`,
    );
    this.addSql(`alter table "user" alter column "password_hash" drop not null;`);
    this.addSql(`create index "user_state_created_at_index" on "user" ("state", "created_at");`);
    this.addSql(
      `alter table "user" add constraint "user_state_check" check ("state" in ('UNCONFIRMED', 'ASKED', 'ACTIVE', 'DISABLED', 'DELETED'));`,
    );
    // Sessions and access tokens from before this version keep what they were good for.
    this.addSql(
      `alter table "session" add "id" uuid not null default gen_random_uuid(), add "last_seen_at" timestamptz(3) not null default now(), add "user_agent" varchar(300) null, add "network" varchar(64) null;`,
    );
    this.addSql(`alter table "session" alter column "id" drop default, alter column "last_seen_at" drop default;`);
    this.addSql(`alter table "session" add constraint "session_id_unique" unique ("id");`);
    this.addSql(
      `alter table "access_token" add "scopes" text[] not null default '{READ,SUBMIT,ADMIN}', add "last_used_at" timestamptz(3) null;`,
    );
    this.addSql(`alter table "access_token" alter column "scopes" drop default;`);
    this.addSql(
      `alter table "mail_token" add constraint "mail_token_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "mail_token" add constraint "mail_token_kind_check" check ("kind" in ('CONFIRM_EMAIL', 'CHANGE_EMAIL', 'RESET_PASSWORD'));`,
    );
    this.addSql(
      `alter table "external_identity" add constraint "external_identity_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`,
    );
  }
}
