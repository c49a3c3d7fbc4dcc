import { Migration } from '@mikro-orm/migrations';

/** Events may let participants read what their code prints on private data. Those from before do not. */
export class Migration0006ShowsLogs extends Migration {
  override name = '0006-shows-logs';

  override up(): void {
    this.addSql(`alter table "event" add column "shows_logs" boolean not null default false;`);
  }
}
