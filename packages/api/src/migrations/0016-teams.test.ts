import assert from 'node:assert/strict';
import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from '../orm.js';
import { createEmptyDatabase } from '../testing/test-database.js';

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

describe('teams that competed in several events', () => {
  it('become one team in each, with the same members, and every participation keeps what hangs on it', async () => {
    const database = await createEmptyDatabase();
    const orm = await MikroORM.init(ormOptions(database.url, { logger: () => undefined }));
    try {
      await orm.schema.ensureDatabase();
      await orm.migrator.up({ to: '0010-platform' });
      const em = orm.em.fork();
      const [problem, version, ada, bob] = [uuid(1), uuid(2), uuid(3), uuid(4)];
      await em.execute(`insert into problem (id, name, created_at) values (?, 'kit', now())`, [problem]);
      await em.execute(
        `insert into problem_version (id, problem_id, number, kit_digest, options, created_at, changed_at)
         values (?, ?, 1, 'x', '{}', now(), now())`,
        [version, problem],
      );
      for (const number of [11, 12]) {
        await em.execute(
          `insert into event (id, slug, title, problem_version_id, opens_at, public_opens_at, closes_at,
                              fold_timeout_seconds, fold_memory_mib, official_score_type, created_at)
           values (?, ?, 'An event', ?, now(), now(), now(), 1, 64, 'acc', now())`,
          [uuid(number), `event-${number}`, version],
        );
      }
      for (const [id, name, team] of [
        [ada, 'ada', uuid(21)],
        [bob, 'bob', uuid(22)],
      ]) {
        await em.execute(
          `insert into "user" (id, username, email, display_name, password_hash, created_at) values (?, ?, ?, ?, '', now())`,
          [id, name, `${name}@example.org`, name],
        );
        await em.execute(`insert into team (id, name, sole_member_id, created_at) values (?, ?, ?, now())`, [
          team,
          name,
          id,
        ]);
        await em.execute('insert into team_member (team_id, user_id, joined_at) values (?, ?, now())', [team, id]);
      }
      for (const [id, event, team] of [
        [31, 11, 21],
        [32, 12, 21],
        [33, 11, 22],
      ] as const) {
        await em.execute(
          `insert into participation (id, event_id, team_id, state, created_at) values (?, ?, ?, 'APPROVED', now())`,
          [uuid(id), uuid(event), uuid(team)],
        );
      }
      await orm.migrator.up();
      const rows = await em.execute(
        `select p.id, p.event_id, t.event_id as team_event_id, t.name, t.name_key, m.user_id, m.event_id as member_event_id, m.is_leader
           from participation p join team t on t.id = p.team_id join team_member m on m.team_id = t.id order by p.id`,
      );
      const row = (id: number, event: number, name: string, user: string) => ({
        id: uuid(id),
        event_id: uuid(event),
        team_event_id: uuid(event),
        name,
        name_key: name,
        user_id: user,
        member_event_id: uuid(event),
        is_leader: true,
      });
      assert.deepEqual(rows, [row(31, 11, 'ada', ada), row(32, 12, 'ada', ada), row(33, 11, 'bob', bob)]);
      assert.deepEqual(await em.execute('select count(*)::int as count from team'), [{ count: 3 }]);
    } finally {
      await orm.close();
      await database.drop();
    }
  });
});
