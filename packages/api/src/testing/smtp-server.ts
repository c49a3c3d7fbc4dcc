import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server took it. */
export interface TakenMail {
  from: string;
  to: string[];
  /** Headers, with folded lines joined. */
  headers: string;
  /** Header and body as they came. */
  source: string;
}

/** A real mail server on a loopback port; it can go down, come back on the same port, and refuse addresses. */
export class TestSmtpServer {
  readonly taken: TakenMail[] = [];
  /** Addresses that it refuses for good. */
  readonly unknown = new Set<string>();
  /** Called when a mail has come in, before it is taken. */
  onMail: () => Promise<void> = async () => undefined;
  private server: SMTPServer | null = null;
  private port = 0;

  async start(): Promise<this> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      // Going down means going down: clients keep connections open.
      closeTimeout: 10,
      onRcptTo: ({ address }, _session, done) => {
        if (!this.unknown.has(address)) return done();
        done(Object.assign(new Error('No such mailbox here'), { responseCode: 550 }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', async () => {
          await this.onMail();
          const source = Buffer.concat(chunks).toString('utf8');
          const { mailFrom, rcptTo } = session.envelope;
          const headers = (source.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
          const from = mailFrom === false ? '' : mailFrom.address;
          this.taken.push({ from, to: rcptTo.map(({ address }) => address), headers, source });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
