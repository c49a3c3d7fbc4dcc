import { Migration } from '@mikro-orm/migrations';

/** Users ask to join a team, as a third kind of invitation; a team may close itself to that. */
export class Migration0029TeamRequests extends Migration {
  override name = '0029-team-requests';

  override up(): void {
    this.addSql(`alter table "team" add "takes_requests" boolean not null default true;`);
    this.addSql(`alter table "team_invitation" drop constraint "team_invitation_kind_check";`);
    this.addSql(
      `alter table "team_invitation" add constraint "team_invitation_kind_check" check ("kind" in ('MEMBER', 'MERGE', 'REQUEST'));`,
    );
  }
}
