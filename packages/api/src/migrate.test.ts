import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { eventSettings } from './events/event-settings.js';
import { buildSchema } from './graphql/build-schema.js';
import { ormOptions } from './orm.js';
import { mutationRights } from './testing/rights/mutation-rights.js';
import { printRights } from './testing/rights/print-rights.js';
import { queryRights } from './testing/rights/query-rights.js';
import { subscriptionRights } from './testing/rights/subscription-rights.js';
import { createEmptyDatabase } from './testing/test-database.js';

describe('what is written down', () => {
  it('the migrations make exactly the tables of the entities', async () => {
    const database = await createEmptyDatabase();
    const orm = await MikroORM.init(ormOptions(database.url, { logger: () => undefined }));
    try {
      await orm.schema.ensureDatabase();
      await orm.migrator.up();
      assert.equal(await orm.schema.getUpdateSchemaSQL(), '');
      assert.deepEqual(await orm.migrator.up(), []);
    } finally {
      await orm.close();
      await database.drop();
    }
  });

  it('every foreign key has an index that begins with it', async () => {
    const database = await createEmptyDatabase();
    const orm = await MikroORM.init(ormOptions(database.url, { logger: () => undefined }));
    try {
      await orm.schema.ensureDatabase();
      await orm.migrator.up();
      const bare = await orm.em.fork().execute<{ constraint_name: string }[]>(
        `select c.conname as constraint_name from pg_constraint c
          where c.contype = 'f' and not exists (
            select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`,
      );
      assert.deepEqual(bare, []);
    } finally {
      await orm.close();
      await database.drop();
    }
  });

  it('schema.graphql is the schema of the code', () => {
    const file = path.resolve(import.meta.dirname, '../../../schema.graphql');
    const printed = readFileSync(file, 'utf8').split('\n').slice(2).join('\n').trimEnd();
    assert.equal(printed, printSchema(lexicographicSortSchema(buildSchema())));
  });

  it('the guide to the API names every setting of an event', () => {
    const guide = readFileSync(path.resolve(import.meta.dirname, '../../../docs/api-guide.md'), 'utf8');
    const unnamed = eventSettings.filter((setting) => !guide.includes(`\`${setting}\``));
    assert.deepEqual(unnamed, []);
  });

  it('every query, mutation and subscription says who may, and docs/rights.md shows it with every field', () => {
    const schema = buildSchema();
    const roots = [
      [schema.getQueryType(), queryRights],
      [schema.getMutationType(), mutationRights],
      [schema.getSubscriptionType(), subscriptionRights],
    ] as const;
    for (const [type, table] of roots) {
      const missing = Object.keys(type?.getFields() ?? {}).filter((name) => !(name in table));
      assert.deepEqual(missing, [], `state who may in packages/api/src/testing/rights (${type?.name})`);
    }
    const file = path.resolve(import.meta.dirname, '../../../docs/rights.md');
    const printed = printRights(schema);
    // What a new field shows is looked at by whoever lets this write the page.
    if (process.env['UPDATE_RIGHTS'] === '1') writeFileSync(file, printed);
    assert.equal(
      readFileSync(file, 'utf8'),
      printed,
      'state new fields: guarded ones in packages/api/src/testing/rights/field-rights.ts, then run this with UPDATE_RIGHTS=1',
    );
  });
});
