import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/root.mjs';

const SERVER = '@20minutes/s3rver';
const BUCKET = 'artifacts';
/** The one key that this server knows, and its secret. */
const KEY = 'S3RVER';

/**
 * An S3 server with one bucket on an address that all hosts reach; the server is the one that the tests of the artifact store
 * use. Answers with the settings that lead api and workers to it.
 */
export async function startS3({ address, folder }) {
  const place = createRequire(path.join(root, 'packages', 'shared', 'package.json')).resolve(SERVER);
  const { default: S3rver } = await import(pathToFileURL(place));
  const directory = path.join(folder, 's3');
  mkdirSync(directory);
  const configureBuckets = [{ name: BUCKET }];
  const server = new S3rver({ address, port: 0, silent: true, directory, configureBuckets });
  const { port } = await server.run();
  return {
    settings: {
      ARTIFACTS_URL: `s3://${BUCKET}/databoard`,
      S3_ENDPOINT: `http://${address}:${port}`,
      S3_REGION: 'us-east-1',
      S3_ACCESS_KEY_ID: KEY,
      S3_SECRET_ACCESS_KEY: KEY,
    },
    stop: () => server.close(),
  };
}
