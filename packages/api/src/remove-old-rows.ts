import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from './clock.js';

const batchSize = 5000;

interface RemoveOldRowsDeps {
  em: EntityManager;
  clock: Clock;
  config: { mailDays: number; notificationDays: number; interactionDays: number };
}

/** Removes what the settings say is kept only for a while. Any number of processes may do so at once. */
export async function removeOldRows({ em, clock, config }: RemoveOldRowsDeps): Promise<void> {
  const before = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);
  const old: [table: string, condition: string, before: Date][] = [
    ['mail', `state <> 'WAITING' and created_at < ?`, before(config.mailDays)],
    ['notification', 'created_at < ?', before(config.notificationDays)],
    ['interaction', 'at < ?', before(config.interactionDays)],
  ];
  for (const [table, condition, date] of old) {
    // In parts, so that no lock is held for long.
    for (let removed = batchSize; removed === batchSize; ) {
      const rows = await em.fork().execute<{ id: string }[]>(
        `delete from ${table} where id in (select id from ${table} where ${condition} limit ? for update skip locked)
         returning id`,
        [date, batchSize],
      );
      removed = rows.length;
    }
  }
}
