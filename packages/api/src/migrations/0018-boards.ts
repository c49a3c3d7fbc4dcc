import { Migration } from '@mikro-orm/migrations';

/** Which submissions a version of the boards changed. */
export class Migration0018Boards extends Migration {
  override name = '0018-boards';

  override up(): void {
    this.addSql(`alter table "event" add "board_marks" int not null default 0;`);
    this.addSql(
      `create table "board_change" ("submission_id" uuid not null, "event_id" uuid not null, "version" int not null, primary key ("submission_id"));`,
    );
    this.addSql(`create index "board_change_event_id_version_index" on "board_change" ("event_id", "version");`);
    this.addSql(
      `alter table "board_change" add constraint "board_change_submission_id_foreign" foreign key ("submission_id") references "submission" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "board_change" add constraint "board_change_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete cascade;`,
    );
  }
}
