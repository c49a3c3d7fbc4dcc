import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { homedir, networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';

/** What thieves look for on the host, laid out for real: a secret file, variable and shared memory, and listeners that answer. */
export interface Bait {
  /** What the thieves are told, as JSON in a file of their submission. */
  description: Record<string, unknown>;
  close(): Promise<void>;
}

/** Lays out the bait. `folders`: where this host keeps kits, data and artifacts. `environment` gets the secret variable. */
export async function layBait(kit: string, folders: string[], environment: NodeJS.ProcessEnv): Promise<Bait> {
  const secret = `zoo-secret-${randomUUID()}`;
  const folder = await mkdtemp(path.join(tmpdir(), `zoo-${process.pid}-bait-`));
  // Nothing but the walls is to keep thieves out.
  await chmod(folder, 0o755);
  const secretFile = path.join(folder, 'secret.txt');
  await writeFile(secretFile, secret, { mode: 0o644 });
  const sharedMemory = path.join('/dev/shm', `zoo-${process.pid}-bait-${randomUUID()}`);
  await writeFile(sharedMemory, secret, { mode: 0o644 });
  environment['ZOO_SECRET'] = secret;
  // Set too late to show in /proc for the worker itself; a process like any other of this user stands in for it.
  const keeper = spawn('sleep', ['3600'], { env: { ZOO_SECRET: secret }, stdio: 'ignore' });

  const abstractSocket = `zoo-${process.pid}-${randomUUID()}`;
  const tcp = await listening({ host: '127.0.0.1', port: 0 }, secret);
  const unix = await listening({ path: `\0${abstractSocket}` }, secret);
  const udp = createSocket('udp4', (_, from) => udp.send(secret, from.port, from.address));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));

  const addresses = Object.values(networkInterfaces()).flatMap((cards) => (cards ?? []).map((card) => card.address));
  const tcpPort = (tcp.address() as { port: number }).port;
  return {
    description: {
      ...{ kit, folders, secret, secretFile, abstractSocket, addresses, tcpPort, udpPort: udp.address().port },
      ...{ home: homedir(), temporary: tmpdir() },
    },
    async close() {
      delete environment['ZOO_SECRET'];
      keeper.kill();
      udp.close();
      await Promise.all([tcp, unix].map((server) => new Promise((resolve) => server.close(resolve))));
      await rm(folder, { recursive: true, force: true });
      await rm(sharedMemory, { force: true });
    },
  };
}

async function listening(where: { host: string; port: number } | { path: string }, secret: string): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined).end(secret));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(where, resolve));
  return server;
}
