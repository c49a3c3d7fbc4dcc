import { closeOnSignal } from '@databoard/shared/shutdown';
import { createApp } from './app.js';
import { readConfig } from './config.js';

const app = await createApp(readConfig());
closeOnSignal(app.services.log, () => app.close());
app.services.log.info({ address: await app.listen() }, 'the api is ready');
