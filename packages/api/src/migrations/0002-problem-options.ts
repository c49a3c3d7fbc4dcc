import { Migration } from '@mikro-orm/migrations';

/** How a problem version is read and run. Versions from before were read in RAMP's way. */
export class Migration0002ProblemOptions extends Migration {
  override name = '0002-problem-options';

  override up(): void {
    const before = '{"quick":false,"dataLabel":null,"expose":[],"environment":null,"rampwf":"databoard"}';
    this.addSql(`alter table "problem_version" add column "options" jsonb not null default '${before}';`);
    this.addSql(`alter table "problem_version" alter column "options" drop default;`);
  }
}
