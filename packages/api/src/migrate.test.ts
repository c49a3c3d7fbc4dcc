import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './graphql/build-schema.js';
import { ormOptions } from './orm.js';
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
});
