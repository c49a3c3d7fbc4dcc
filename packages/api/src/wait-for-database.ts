import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@databoard/shared/log';
import type { MikroORM } from '@mikro-orm/postgresql';

const pauseMs = 250;
const patienceSeconds = 60;

/** Waits until PostgreSQL answers: after a power cut it may take longer to be there than the api. Throws after a minute. */
export async function waitForDatabase(orm: MikroORM, log: Log): Promise<void> {
  for (let tries = 0; ; tries++) {
    const checked = await orm.checkConnection();
    if (checked.ok) return;
    const { reason } = checked;
    if (tries === 0) log.warn({ reason }, 'PostgreSQL does not answer yet; waiting for it');
    if (tries * pauseMs >= patienceSeconds * 1000) throw new Error(`PostgreSQL does not answer: ${reason}`);
    await sleep(pauseMs);
  }
}
