import { Migration } from '@mikro-orm/migrations';

/**
 * Teams live in one event: each keeps its first participation, and gets a copy of itself for every other one. Invitations,
 * departures, final selections and final results.
 */
export class Migration0016Teams extends Migration {
  override name = '0016-teams';

  override up(): void {
    this.addSql(
      `alter table "event" add "max_team_size" int not null default 1, add "teams_freeze_at" timestamptz(3) null, add "final_selection_max" int null, add "result_version" int null;`,
    );
    this.addSql(`alter table "team" drop constraint "team_sole_member_id_foreign";`);
    this.addSql(`alter table "team" drop constraint "team_name_unique";`);
    this.addSql(`alter table "team" drop constraint "team_sole_member_id_unique";`);
    this.addSql(`alter table "team" add "event_id" uuid null, add "name_key" varchar(100) null;`);
    this.addSql(`alter table "team_member" add "event_id" uuid null, add "is_leader" boolean not null default false;`);
    this.addSql(
      `create temporary table "moved" on commit drop as
       select p.id as participation_id, p.event_id, p.team_id as old_id,
              case when row_number() over (partition by p.team_id order by p.created_at, p.id) = 1
                   then p.team_id else gen_random_uuid() end as new_id
         from participation p;`,
    );
    this.addSql(
      `insert into "team" ("id", "event_id", "name", "name_key", "created_at")
       select m.new_id, m.event_id, t.name, lower(t.name), t.created_at
         from moved m join team t on t.id = m.old_id where m.new_id <> m.old_id;`,
    );
    this.addSql(
      `update "team" t set event_id = m.event_id, name_key = lower(t.name) from moved m where m.new_id = t.id;`,
    );
    this.addSql(
      `insert into "team_member" ("team_id", "user_id", "event_id", "joined_at")
       select m.new_id, tm.user_id, m.event_id, tm.joined_at
         from moved m join team_member tm on tm.team_id = m.old_id where m.new_id <> m.old_id;`,
    );
    this.addSql(`update "participation" p set team_id = m.new_id from moved m where m.participation_id = p.id;`);
    this.addSql(`delete from "team" where event_id is null;`);
    this.addSql(
      `update "team_member" m set event_id = t.event_id,
              is_leader = m.user_id = (select first.user_id from team_member first where first.team_id = m.team_id
                                        order by first.joined_at, first.user_id limit 1)
         from team t where t.id = m.team_id;`,
    );
    this.addSql(
      `alter table "team" drop column "sole_member_id", alter column "event_id" set not null, alter column "name_key" set not null;`,
    );
    this.addSql(`alter table "team_member" alter column "event_id" set not null;`);
    this.addSql(
      `alter table "team" add constraint "team_event_id_foreign" foreign key ("event_id") references "event" ("id");`,
    );
    this.addSql(`alter table "team" add constraint "team_event_id_name_key_unique" unique ("event_id", "name_key");`);
    this.addSql(
      `alter table "team_member" add constraint "team_member_event_id_foreign" foreign key ("event_id") references "event" ("id");`,
    );
    this.addSql(
      `alter table "team_member" add constraint "team_member_event_id_user_id_unique" unique ("event_id", "user_id");`,
    );
    this.addSql(`create unique index "team_member_leader_unique" on "team_member" ("team_id") where is_leader;`);
    this.addSql(
      `create table "team_invitation" ("id" uuid not null, "team_id" uuid not null, "kind" text not null, "invitee" varchar(254) not null, "invitee_key" varchar(254) not null, "user_id" uuid null, "invited_team_id" uuid null, "token_hash" varchar(64) null, "invited_by_id" uuid null, "state" text not null default 'PENDING', "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "team_invitation_team_id_index" on "team_invitation" ("team_id");`);
    this.addSql(`create index "team_invitation_user_id_index" on "team_invitation" ("user_id");`);
    this.addSql(`create index "team_invitation_invited_team_id_index" on "team_invitation" ("invited_team_id");`);
    this.addSql(
      `alter table "team_invitation" add constraint "team_invitation_token_hash_unique" unique ("token_hash");`,
    );
    this.addSql(
      `create index "team_invitation_invited_by_id_created_at_index" on "team_invitation" ("invited_by_id", "created_at");`,
    );
    this.addSql(
      `create unique index "team_invitation_pending_unique" on "team_invitation" ("team_id", "invitee_key") where state = 'PENDING';`,
    );
    this.addSql(
      `create table "team_departure" ("event_id" uuid not null, "user_id" uuid not null, "team_id" uuid not null, "at" timestamptz(3) not null, primary key ("event_id", "user_id"));`,
    );
    this.addSql(`create index "team_departure_user_id_index" on "team_departure" ("user_id");`);
    this.addSql(`create index "team_departure_team_id_index" on "team_departure" ("team_id");`);
    this.addSql(
      `create table "final_selection" ("submission_id" uuid not null, "selected_by_id" uuid null, "selected_at" timestamptz(3) not null, primary key ("submission_id"));`,
    );
    this.addSql(`create index "final_selection_selected_by_id_index" on "final_selection" ("selected_by_id");`);
    this.addSql(
      `create table "final_result" ("id" uuid not null, "event_id" uuid not null, "revision" int not null, "at" timestamptz(3) not null, "by_id" uuid null, "reason" varchar(1000) null, "score_type" varchar(200) not null, "standings" jsonb not null, primary key ("id"));`,
    );
    this.addSql(`create index "final_result_by_id_index" on "final_result" ("by_id");`);
    this.addSql(
      `alter table "final_result" add constraint "final_result_event_id_revision_unique" unique ("event_id", "revision");`,
    );
    this.addSql(
      `alter table "team_invitation" add constraint "team_invitation_team_id_foreign" foreign key ("team_id") references "team" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "team_invitation" add constraint "team_invitation_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "team_invitation" add constraint "team_invitation_invited_team_id_foreign" foreign key ("invited_team_id") references "team" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "team_invitation" add constraint "team_invitation_invited_by_id_foreign" foreign key ("invited_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "team_invitation" add constraint "team_invitation_kind_check" check ("kind" in ('MEMBER', 'MERGE'));`,
    );
    this.addSql(
      `alter table "team_invitation" add constraint "team_invitation_state_check" check ("state" in ('PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED'));`,
    );
    this.addSql(
      `alter table "team_departure" add constraint "team_departure_event_id_foreign" foreign key ("event_id") references "event" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "team_departure" add constraint "team_departure_user_id_foreign" foreign key ("user_id") references "user" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "team_departure" add constraint "team_departure_team_id_foreign" foreign key ("team_id") references "team" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "final_selection" add constraint "final_selection_submission_id_foreign" foreign key ("submission_id") references "submission" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "final_selection" add constraint "final_selection_selected_by_id_foreign" foreign key ("selected_by_id") references "user" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "final_result" add constraint "final_result_event_id_foreign" foreign key ("event_id") references "event" ("id") on delete no action;`,
    );
    this.addSql(
      `alter table "final_result" add constraint "final_result_by_id_foreign" foreign key ("by_id") references "user" ("id") on delete no action;`,
    );
    this.addSql(
      `create or replace function "final_result_final_result_only_grows_fn"() returns trigger as $$ begin raise exception 'A final result is never changed: there are new revisions.'; end; $$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "final_result_only_grows" BEFORE UPDATE OR DELETE on "final_result" for each STATEMENT execute function "final_result_final_result_only_grows_fn"();`,
    );
  }
}
