import { Migration } from '@mikro-orm/migrations';

/** What is told to whom, by which way, and what has been told already. */
export class Migration0012News extends Migration {
  override name = '0012-news';

  override up(): void {
    this.addSql(
      `create table "notification_preference" ("user_id" uuid not null, "kind" text not null, "in_app" boolean not null, "by_mail" boolean not null, primary key ("user_id", "kind"));`,
    );
    this.addSql(
      `create table "unsubscribe_key" ("user_id" uuid not null, "key" varchar(64) not null, primary key ("user_id"));`,
    );
    this.addSql(
      `create table "event_news" ("event_id" uuid not null, "moment" text not null, "at" timestamptz(3) not null, "told_at" timestamptz(3) not null, primary key ("event_id", "moment", "at"));`,
    );
    this.addSql(
      `alter table "notification_preference" add constraint "notification_preference_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "notification_preference" add constraint "notification_preference_kind_check" check ("kind" in ('ACCOUNT', 'TEAM', 'EVENT', 'SUBMISSION', 'ORGANISER'));`,
    );
    this.addSql(
      `alter table "unsubscribe_key" add constraint "unsubscribe_key_user_id_foreign" foreign key ("user_id") references "user" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "event_news" add constraint "event_news_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "event_news" add constraint "event_news_moment_check" check ("moment" in ('OPENED', 'CODE_OPENED', 'CLOSING_SOON', 'CLOSED', 'SIGN_UPS_WAITING', 'PLATFORM_FAILURES'));`,
    );
    this.addSql(`alter table "notification" add column "is_announced" boolean not null default false;`);
    this.addSql(`create index "notification_unannounced_index" on "notification" ("user_id") where not is_announced;`);
    this.addSql(`create index "notification_created_at_index" on "notification" ("created_at");`);
    this.addSql(`alter table "mail" add column "kind" text null;`);
    this.addSql(
      `alter table "mail" add constraint "mail_kind_check" check ("kind" in ('ACCOUNT', 'TEAM', 'EVENT', 'SUBMISSION', 'ORGANISER'));`,
    );
    this.addSql(`create index "mail_created_at_index" on "mail" ("created_at");`);
    // What ended before is old news.
    this.addSql(`alter table "evaluation" add column "is_told" boolean not null default true;`);
    this.addSql(`alter table "evaluation" alter column "is_told" set default false;`);
    this.addSql(`update "evaluation" set "is_told" = false where "ended_at" is null;`);
    this.addSql(
      `create index "evaluation_untold_index" on "evaluation" ("ended_at") where ended_at is not null and not is_told;`,
    );
    this.addSql(`create index "audit_entry_subject_id_index" on "audit_entry" ("subject_id");`);
  }
}
