import { Migration } from '@mikro-orm/migrations';

/** A reason of its own for code that starts too many processes. */
export class Migration0005ProcessLimit extends Migration {
  override name = '0005-process-limit';

  override up(): void {
    this.addSql(`alter table "fold_run" drop constraint "fold_run_reason_check";`);
    this.addSql(
      `alter table "fold_run" add constraint "fold_run_reason_check" check ("reason" in ('EXCEPTION', 'TIMEOUT', 'OUT_OF_MEMORY', 'BAD_PREDICTIONS', 'OUTPUT_LIMIT', 'PROCESS_LIMIT', 'KILLED', 'PLATFORM'));`,
    );
  }
}
