import { randomUUID } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { ormOptions } from '../orm.js';
import { testEnvironment } from './test-environment.js';

let template: Promise<string> | undefined;

/** A fresh migrated database, copied from a template that is migrated once per test run. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  template ??= createTemplate();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`create database "${name}" template "${await template}"`);
  return { url: urlOf(name), drop: () => asAdmin(`drop database if exists "${name}" with (force)`) };
}

/** An empty database, for the migrations themselves. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  return { url: urlOf(name), drop: () => asAdmin(`drop database if exists "${name}" with (force)`) };
}

async function createTemplate(): Promise<string> {
  const name = `template_${randomUUID().replaceAll('-', '')}`;
  const orm = await MikroORM.init(ormOptions(urlOf(name), { logger: () => undefined }));
  await orm.schema.ensureDatabase();
  await orm.migrator.up();
  await orm.close();
  return name;
}

function urlOf(database: string): string {
  const url = new URL(testEnvironment().databaseUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testEnvironment().databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
