import { parseArgs } from 'node:util';
import { MikroORM } from '@mikro-orm/postgresql';
import { refuseAccount } from './auth/account-rules.js';
import { hashPassword } from './auth/password.js';
import { readDatabaseConfig } from './config.js';
import { ormOptions } from './orm.js';
import { User } from './users/user.entity.js';

// node dist/create-admin.js --username ada --email ada@example.org [--display-name "Ada"]
// The password comes from DATABOARD_ADMIN_PASSWORD. Running it again makes an existing user admin and sets the password.
const { values } = parseArgs({
  options: { username: { type: 'string' }, email: { type: 'string' }, 'display-name': { type: 'string' } },
});
const { databaseUrl, adminPassword } = readDatabaseConfig();
const username = values.username?.trim().toLowerCase() ?? '';
const account = {
  username,
  email: values.email?.trim().toLowerCase() ?? '',
  displayName: values['display-name']?.trim() || username,
  password: adminPassword ?? '',
};
const refused = refuseAccount(account);
if (refused !== null) {
  console.error(
    adminPassword === null
      ? 'Set DATABOARD_ADMIN_PASSWORD to the password of the administrator.'
      : `${refused.message} (${refused.field})`,
  );
  process.exit(1);
}

const orm = await MikroORM.init(ormOptions(databaseUrl));
try {
  const em = orm.em.fork();
  const { password, ...profile } = account;
  const known = await em.findOne(User, { username });
  const rights = { isAdmin: true, state: 'ACTIVE' as const, mustChangePassword: false };
  const fields = { ...profile, passwordHash: await hashPassword(password), ...rights };
  if (known === null) em.create(User, fields);
  else em.assign(known, fields);
  await em.flush();
  console.log(`${known === null ? 'Created' : 'Updated'} the administrator ${username}.`);
} finally {
  await orm.close();
}
