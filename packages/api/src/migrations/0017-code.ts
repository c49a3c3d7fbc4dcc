import { Migration } from '@mikro-orm/migrations';

/** Versions and sources of drafts, what submissions were imported from, fingerprints of code, credits. */
export class Migration0017Code extends Migration {
  override name = '0017-code';

  override up(): void {
    this.addSql(
      `create table "submission_source" ("submission_id" uuid not null, "path" varchar(100) not null, "source_id" uuid not null, "imported_at" timestamptz(3) not null, "imported_by_id" uuid null, primary key ("submission_id", "path"));`,
    );
    this.addSql(`create index "submission_source_source_id_index" on "submission_source" ("source_id");`);
    this.addSql(`create index "submission_source_imported_by_id_index" on "submission_source" ("imported_by_id");`);
    this.addSql(
      `create table "historical_share" ("blend_id" uuid not null, "submission_id" uuid not null, "amount" double precision not null, primary key ("blend_id", "submission_id"));`,
    );
    this.addSql(`create index "historical_share_submission_id_index" on "historical_share" ("submission_id");`);
    this.addSql(
      `create table "file_fingerprint" ("submission_id" uuid not null, "path" varchar(100) not null, "hashes" int[] not null, primary key ("submission_id", "path"));`,
    );
    this.addSql(`create index "file_fingerprint_hashes_index" on "file_fingerprint" using gin ("hashes");`);
    this.addSql(
      `create table "draft_version" ("participation_id" uuid not null, "version" int not null, "author_id" uuid null, "saved_at" timestamptz(3) not null, "origin" text not null, "files" jsonb not null, "sources" jsonb not null, "bytes" int not null, primary key ("participation_id", "version"));`,
    );
    this.addSql(`create index "draft_version_author_id_index" on "draft_version" ("author_id");`);
    this.addSql(
      `create table "credit_declaration" ("id" uuid not null, "submission_id" uuid not null, "author_id" uuid null, "declared_at" timestamptz(3) not null, "is_current" boolean not null default true, primary key ("id"));`,
    );
    this.addSql(`create index "credit_declaration_author_id_index" on "credit_declaration" ("author_id");`);
    this.addSql(
      `create index "credit_declaration_submission_id_declared_at_index" on "credit_declaration" ("submission_id", "declared_at");`,
    );
    this.addSql(
      `create unique index "credit_declaration_current_unique" on "credit_declaration" ("submission_id") where is_current;`,
    );
    this.addSql(
      `create table "credit" ("declaration_id" uuid not null, "source_id" uuid not null, "fraction" double precision not null, primary key ("declaration_id", "source_id"));`,
    );
    this.addSql(`create index "credit_source_id_index" on "credit" ("source_id");`);
    this.addSql(`alter table "draft" add "sources" jsonb not null default '[]';`);
    this.addSql(
      `alter table "submission_source" add constraint "submission_source_submission_id_foreign" foreign key ("submission_id") references "submission" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "submission_source" add constraint "submission_source_source_id_foreign" foreign key ("source_id") references "submission" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "submission_source" add constraint "submission_source_imported_by_id_foreign" foreign key ("imported_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "historical_share" add constraint "historical_share_blend_id_foreign" foreign key ("blend_id") references "blend" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "historical_share" add constraint "historical_share_submission_id_foreign" foreign key ("submission_id") references "submission" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "file_fingerprint" add constraint "file_fingerprint_submission_id_foreign" foreign key ("submission_id") references "submission" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "draft_version" add constraint "draft_version_participation_id_foreign" foreign key ("participation_id") references "participation" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "draft_version" add constraint "draft_version_author_id_foreign" foreign key ("author_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "draft_version" add constraint "draft_version_origin_check" check ("origin" in ('EDITED', 'UPLOADED', 'IMPORTED', 'RESTORED'));`,
    );
    this.addSql(
      `alter table "credit_declaration" add constraint "credit_declaration_submission_id_foreign" foreign key ("submission_id") references "submission" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "credit_declaration" add constraint "credit_declaration_author_id_foreign" foreign key ("author_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "credit" add constraint "credit_declaration_id_foreign" foreign key ("declaration_id") references "credit_declaration" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "credit" add constraint "credit_source_id_foreign" foreign key ("source_id") references "submission" ("id") on update cascade on delete cascade;`,
    );
    // Drafts from before are their own first version; who saved them is not known.
    this.addSql(
      `insert into "draft_version" ("participation_id", "version", "author_id", "saved_at", "origin", "files", "sources", "bytes") select "participation_id", "version", null, "saved_at", 'EDITED', "files", '[]', octet_length("files"::text) from "draft";`,
    );
  }
}
