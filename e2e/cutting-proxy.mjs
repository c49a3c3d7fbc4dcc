import { once } from 'node:events';
import net from 'node:net';

/** A way to the platform that breaks on demand. `cutOnce` names what must have gone by in an answer or a request. */
export async function startCuttingProxy(apiUrl) {
  const { hostname, port } = new URL(apiUrl);
  let cut = null;
  let cuts = 0;
  const server = net.createServer((client) => {
    const platform = net.connect(Number(port), hostname);
    let isAsked = false;
    const end = () => {
      client.destroy();
      platform.destroy();
    };
    client.on('data', (bytes) => {
      if (cut?.request !== undefined && bytes.includes(cut.request)) isAsked = true;
      platform.write(bytes);
    });
    platform.on('data', (bytes) => {
      // The platform has done its part; its answer is lost.
      const isTime = isAsked || (cut?.answer !== undefined && bytes.includes(cut.answer));
      if (!isTime) return client.write(bytes);
      cut = null;
      cuts += 1;
      end();
    });
    for (const socket of [client, platform]) socket.on('close', end).on('error', end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${server.address().port}`,
    cutOnce: (when) => {
      cut = when;
    },
    get cuts() {
      return cuts;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
