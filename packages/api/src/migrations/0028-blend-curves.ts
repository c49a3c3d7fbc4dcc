import { Migration } from '@mikro-orm/migrations';

/** How an ensemble's score changes with each member. Blends from before have no curve until the next one replaces them. */
export class Migration0028BlendCurves extends Migration {
  override name = '0028-blend-curves';

  override up(): void {
    this.addSql(`alter table "blend" add "curve" jsonb null;`);
  }
}
