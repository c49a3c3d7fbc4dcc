import { Migration } from '@mikro-orm/migrations';

/** Whether an account still has the password that was generated for it. Accounts from before this version count as theirs. */
export class Migration0030GeneratedPasswords extends Migration {
  override name = '0030-generated-passwords';

  override up(): void {
    this.addSql(`alter table "user" add "must_change_password" boolean not null default false;`);
  }
}
