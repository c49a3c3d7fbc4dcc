import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { RenderedMail } from './render-mail.js';

/** Where mails go: to a mail server, or into a folder where none is set up. */
export type MailPlace = { kind: 'smtp'; url: string } | { kind: 'folder'; folder: string };

/** A mail that is ready to leave. */
export interface OutgoingMail extends RenderedMail {
  /** The row's id; the same at every attempt, so that whoever gets it twice can tell. */
  id: string;
  to: string;
  /** Turns off such mails by a POST, without signing in; null where they cannot be turned off. */
  unsubscribeUrl: string | null;
}

/** Sends mails one by one. A throw means that it has not been taken. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

// Nothing in a mail may name a file or an address to be read here.
const nothingFetched = { disableFileAccess: true, disableUrlAccess: true } as const;

/** The mailer for a place; `from` is the sender of every mail. */
export function createMailer(place: MailPlace, from: string): Mailer {
  return place.kind === 'smtp' ? smtpMailer(place.url, from) : folderMailer(place.folder, from);
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    ...{ url, pool: true as const, maxConnections: 3, ...nothingFetched },
    // Far below the time for which a claimed mail is nobody else's.
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 },
  });
  return {
    async send(mail) {
      await transport.sendMail(messageOf(mail, from));
    },
    close: () => transport.close(),
  };
}

function folderMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true as const, buffer: true as const, ...nothingFetched });
  return {
    async send(mail) {
      const { message } = await transport.sendMail(messageOf(mail, from));
      // Mails carry links that let their reader in.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, `${new Date().toISOString().replaceAll(':', '-')}-${mail.id}.eml`);
      await writeFile(`${file}.part`, message as Buffer, { mode: 0o600 });
      await rename(`${file}.part`, file);
    },
    close: () => undefined,
  };
}

function messageOf({ id, to, subject, text, html, unsubscribeUrl }: OutgoingMail, from: string) {
  const host = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    // As an object: a text would be read as a list of addresses.
    to: { name: '', address: to },
    ...{ subject, text, html, messageId: `<${id}@${host}>` },
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl === null ? {} : { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
    ...(unsubscribeUrl === null ? {} : { list: { unsubscribe: unsubscribeUrl } }),
  };
}
