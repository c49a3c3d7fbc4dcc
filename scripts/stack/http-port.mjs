import { createServer } from 'node:net';

const DEFAULT_PORT = 4000;
const TRIES = 50;

function isFree(port, host) {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The port for the pages: `PORT` when given, else 4000, else the next free one, which the log then says. */
export async function chooseHttpPort(host, log) {
  if (process.env.PORT) return Number(process.env.PORT);
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + TRIES; port += 1) {
    if (!(await isFree(port, host))) continue;
    if (port !== DEFAULT_PORT) log(`Port ${DEFAULT_PORT} is taken, so this uses ${port}. Set PORT to choose.`);
    return port;
  }
  throw new Error(`No free port between ${DEFAULT_PORT} and ${DEFAULT_PORT + TRIES - 1}. Set PORT to choose one.`);
}
