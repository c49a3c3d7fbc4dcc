// The process that serves Redis in JavaScript where no real server can be had. Started by redis.mjs alone.
import { createRedisServer } from 'js-redis-server';

const { state } = await createRedisServer({ port: Number(process.env.STAND_IN_PORT) });
// The server asks for a password when its state has one, but takes none as an option.
state.requirepass = process.env.STAND_IN_PASSWORD;
// It would wait for seconds for clients that block; there is nothing to save, so leave at once.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
