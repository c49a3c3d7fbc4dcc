import { Migration } from '@mikro-orm/migrations';

/** Keywords and search of problems, rules for elements, where a version came from, and imports of kits. */
export class Migration0014Problems extends Migration {
  override name = '0014-problems';

  override up(): void {
    this.addSql(
      `create table "problem_keyword" ("problem_id" uuid not null, "kind" text not null, "name" varchar(60) not null, primary key ("problem_id", "kind", "name"));`,
    );
    this.addSql(`create index "problem_keyword_kind_name_index" on "problem_keyword" ("kind", "name");`);
    this.addSql(
      `create table "kit_import" ("id" uuid not null, "problem_name" varchar(63) not null, "kit_source" jsonb not null, "data_source" jsonb null, "wishes" jsonb not null, "state" text not null default 'WAITING', "progress" jsonb null, "message" text null, "field" varchar(40) null, "attempt" int not null default 0, "problem_version_id" uuid null, "requested_by_id" uuid not null, "created_at" timestamptz(3) not null, "changed_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`create index "kit_import_problem_version_id_index" on "kit_import" ("problem_version_id");`);
    this.addSql(`create index "kit_import_requested_by_id_index" on "kit_import" ("requested_by_id");`);
    this.addSql(`create index "kit_import_created_at_index" on "kit_import" ("created_at");`);
    this.addSql(
      `create index "kit_import_unfinished_index" on "kit_import" ("state") where state in ('WAITING', 'RUNNING');`,
    );
    this.addSql(`alter table "problem" add "search" tsvector null;`);
    this.addSql(`create index "problem_search_index" on "problem" using gin("search");`);
    this.addSql(
      `alter table "problem_version" add "element_rules" jsonb not null default '{}', add "note" varchar(2000) null, add "source" jsonb null, add "published_by_id" uuid null;`,
    );
    this.addSql(
      `alter table "problem_version" add constraint "problem_version_published_by_id_foreign" foreign key ("published_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(`create index "problem_version_published_by_id_index" on "problem_version" ("published_by_id");`);
    this.addSql(
      `alter table "problem_keyword" add constraint "problem_keyword_problem_id_foreign" foreign key ("problem_id") references "problem" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "problem_keyword" add constraint "problem_keyword_kind_check" check ("kind" in ('DATA_DOMAIN', 'THEME'));`,
    );
    this.addSql(
      `alter table "kit_import" add constraint "kit_import_problem_version_id_foreign" foreign key ("problem_version_id") references "problem_version" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "kit_import" add constraint "kit_import_requested_by_id_foreign" foreign key ("requested_by_id") references "user" ("id");`,
    );
    this.addSql(
      `alter table "kit_import" add constraint "kit_import_state_check" check ("state" in ('WAITING', 'RUNNING', 'DONE', 'FAILED'));`,
    );
  }
}
