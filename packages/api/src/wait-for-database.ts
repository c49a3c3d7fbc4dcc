import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@databoard/shared/log';
import type { MikroORM } from '@mikro-orm/postgresql';

const pauseMs = 250;
const patienceSeconds = 60;

/** Waits until PostgreSQL answers: after a power cut it may take longer to be there than the api. Throws after a minute. */
export async function waitForDatabase(orm: MikroORM, log: Log): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await orm.em.fork().execute('select 1');
      return;
    } catch (err) {
      if (tries * pauseMs >= patienceSeconds * 1000) throw err;
      if (tries === 0) log.warn({ err }, 'PostgreSQL does not answer yet; waiting for it');
      await sleep(pauseMs);
    }
  }
}
