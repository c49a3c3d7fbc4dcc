import { Migration } from '@mikro-orm/migrations';

/** What an account was signed up with while the address has another account. */
export class Migration0020ClaimedEmails extends Migration {
  override name = '0020-claimed-emails';

  override up(): void {
    this.addSql(`alter table "user" add "claimed_email" varchar(254) null;`);
  }
}
