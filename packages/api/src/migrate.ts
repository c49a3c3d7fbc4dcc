import { MikroORM } from '@mikro-orm/postgresql';
import { readDatabaseConfig } from './config.js';
import { ormOptions } from './orm.js';

// Makes the database if it is missing, brings it up to date and ends. Run it in one place before api processes start.
const orm = await MikroORM.init(ormOptions(readDatabaseConfig().databaseUrl));
try {
  await orm.schema.ensureDatabase();
  const applied = await orm.migrator.up();
  console.log(`Database is up to date (${applied.length} migrations applied).`);
} finally {
  await orm.close();
}
