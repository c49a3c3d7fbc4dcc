import net from 'node:net';

/**
 * A door to PostgreSQL that counts the statements that pass it. `url` is where to connect instead; `count()` says how many
 * have passed.
 */
export async function countStatements(databaseUrl) {
  const target = new URL(databaseUrl);
  let count = 0;
  const sockets = new Set();
  const server = net.createServer((client) => {
    const database = net.connect(Number(target.port || 5432), target.hostname);
    for (const socket of [client, database]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        database.destroy();
      });
    }
    client.on(
      'data',
      eachMessage((type) => {
        // Query of the simple protocol, Execute of the extended one.
        if (type === 'Q' || type === 'E') count++;
      }),
    );
    client.pipe(database);
    database.pipe(client);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(server.address().port);
  return {
    url: url.href,
    count: () => count,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Calls `heard` with the type of each message of a client; the first one, which opens the connection, has none. */
function eachMessage(heard) {
  let rest = Buffer.alloc(0);
  let isOpened = false;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const head = isOpened ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = head + rest.readUInt32BE(head);
      if (rest.length < length) return;
      if (isOpened) heard(String.fromCharCode(rest[0]));
      isOpened = true;
      rest = rest.subarray(length);
    }
  };
}
