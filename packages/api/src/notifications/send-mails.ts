import type { Log } from '@databoard/shared/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { MailContent } from './mail.entity.js';
import type { Mailer } from './mailer.js';
import type { NotificationKind } from './notification.entity.js';
import { renderMail } from './render-mail.js';
import { unsubscribeKeysOf, unsubscribeToken } from './unsubscribe-link.js';

const minuteMs = 60_000;
/** How long to wait after the first, second … failed attempt; after the last there is no other. Two days in all. */
const pausesMs = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * minuteMs);
const attemptsMax = pausesMs.length + 1;
/** For how long a mail that a process has claimed is nobody else's. It dies with it, and is sent again then. */
const claimedForMs = 10 * minuteMs;
/** A server that neither takes nor refuses a mail has refused it. */
const patienceMs = 2 * minuteMs;
const batchSize = 10;
const errorMax = 1000;

interface SendMailsDeps {
  em: EntityManager;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  /** The site's address, for links. */
  origin: string;
}
interface ClaimedMail {
  id: string;
  to_address: string;
  user_id: string | null;
  kind: NotificationKind | null;
  content: MailContent;
  attempts: number;
}

/** Sends what is due. Any number of processes may do so at once: a mail is sent by the one that claims it. */
export async function sendDueMails(deps: SendMailsDeps): Promise<void> {
  const em = deps.em.fork();
  for (;;) {
    const claimed = await claim(em, deps.clock.now());
    const keys = await unsubscribeKeysOf(
      em,
      claimed.flatMap(({ user_id }) => user_id ?? []),
    );
    await Promise.all(claimed.map((mail) => sendOne(mail, keys.get(mail.user_id ?? '') ?? null, deps)));
    if (claimed.length < batchSize) return;
  }
}

/** An attempt counts from the claim on, so that a mail that ends its process is not tried for ever. */
async function claim(em: EntityManager, now: Date): Promise<ClaimedMail[]> {
  await em.execute(
    `update mail set state = 'FAILED', error = coalesce(error, 'Its last attempt never came back.')
      where state = 'WAITING' and due_at <= ? and attempts >= ?`,
    [now, attemptsMax],
  );
  return em.execute<ClaimedMail[]>(
    `update mail m set attempts = m.attempts + 1, due_at = ?
       from (select id from mail where state = 'WAITING' and due_at <= ? order by due_at, id limit ?
                for update skip locked) due
      where m.id = due.id
      returning m.id, m.to_address, m.user_id, m.kind, m.content, m.attempts`,
    [new Date(now.getTime() + claimedForMs), now, batchSize],
  );
}

async function sendOne(mail: ClaimedMail, key: string | null, deps: SendMailsDeps): Promise<void> {
  const { em, clock, log, mailer, origin } = deps;
  const { id, to_address: to, user_id: userId, kind, attempts } = mail;
  const canTurnOff = kind !== null && kind !== 'ACCOUNT' && userId !== null && key !== null;
  const unsubscribePath = canTurnOff ? `/unsubscribe?token=${unsubscribeToken(key, userId, kind)}` : null;
  const unsubscribeUrl = unsubscribePath && `${origin}${unsubscribePath}`;
  try {
    const rendered = renderMail(mail.content, { origin, unsubscribePath });
    await withPatience(mailer.send({ id, to, unsubscribeUrl, ...rendered }));
  } catch (error) {
    const isLast = attempts >= attemptsMax || isForGood(error);
    const dueAt = new Date(clock.now().getTime() + (pausesMs[attempts - 1] ?? 0));
    const words = (error instanceof Error ? error.message : String(error)).replaceAll('\0', '').slice(0, errorMax);
    log.warn({ err: error, mailId: id, attempts, isLast }, 'a mail was not taken');
    await em
      .fork()
      .execute('update mail set state = ?, due_at = ?, error = ? where id = ? and attempts = ?', [
        isLast ? 'FAILED' : 'WAITING',
        ...[dueAt, words, id, attempts],
      ]);
    return;
  }
  // Nobody needs its words any more, and the links in them let people in.
  await em.fork().execute(
    `update mail set state = 'SENT', sent_at = ?, error = null, content = jsonb_build_object('subject', content -> 'subject', 'paragraphs', '[]'::jsonb)
        where id = ? and attempts = ?`,
    [clock.now(), id, attempts],
  );
}

async function withPatience(sending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The mail server did not answer in time.')), patienceMs);
  });
  try {
    await Promise.race([sending, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The server will never take this mail: a refusal of the address or the message itself, not of us. */
function isForGood(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500;
}
