import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from './clock.js';

const batchSize = 5000;
/** How long an expired access token stays in its owner’s list, and an account that nobody confirmed in the way of its name. */
const accountDays = 30;

// Whoever was entered into an event by others is kept.
const unconfirmed = `state = 'UNCONFIRMED' and created_at < ?
  and not exists (select 1 from team_member m where m.user_id = "user".id)`;

interface RemoveOldRowsDeps {
  em: EntityManager;
  clock: Clock;
  config: { mailDays: number; notificationDays: number; interactionDays: number };
}

/** Removes what the settings say is kept only for a while. Any number of processes may do so at once. */
export async function removeOldRows({ em, clock, config }: RemoveOldRowsDeps): Promise<void> {
  const before = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);
  const old: [table: string, condition: string, before: Date, key?: string][] = [
    ['mail', `state <> 'WAITING' and created_at < ?`, before(config.mailDays)],
    ['notification', 'created_at < ?', before(config.notificationDays)],
    ['interaction', 'at < ?', before(config.interactionDays)],
    ['session', 'expires_at < ?', before(0)],
    ['mail_token', 'expires_at < ?', before(0), 'token_hash'],
    ['access_token', 'expires_at < ?', before(accountDays)],
    ['"user"', unconfirmed, before(accountDays)],
  ];
  for (const [table, condition, date, key = 'id'] of old) {
    // In parts, so that no lock is held for long.
    for (let removed = batchSize; removed === batchSize; ) {
      const rows = await em.fork().execute<object[]>(
        `delete from ${table} where ${key} in (select ${key} from ${table} where ${condition} limit ? for update skip locked)
         returning ${key}`,
        [date, batchSize],
      );
      removed = rows.length;
    }
  }
}
