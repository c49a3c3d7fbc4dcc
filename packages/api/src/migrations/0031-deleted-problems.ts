import { Migration } from '@mikro-orm/migrations';

/** Problems and versions can be deleted. */
export class Migration0031DeletedProblems extends Migration {
  override name = '0031-deleted-problems';

  override up(): void {
    this.addSql(`alter table "problem" add "deleted_at" timestamptz(3) null;`);
    this.addSql(
      `alter table "problem_version" add "deleted_at" timestamptz(3) null, add "artifacts_removed_at" timestamptz(3) null;`,
    );
  }
}
