import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const env = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** A repository that a real git serves over HTTP. */
export interface GitServer {
  origin: string;
  url: string;
  requests: string[];
  /** Runs git in the repository; answers with what it prints. */
  git(...args: string[]): Promise<string>;
  /** Commits files (null removes one) and answers with the commit. */
  commit(files: Record<string, string>): Promise<string>;
  close(): Promise<void>;
}

export async function startGitServer(): Promise<GitServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'git-server-'));
  const work = path.join(folder, 'kit.git');
  const git = async (...args: string[]) => (await run('git', args, { cwd: work, env })).stdout.trim();
  await mkdir(work);
  await git('init', '-q', '-b', 'main');
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const url = new URL(request.url ?? '/', 'http://git');
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...env,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        CONTENT_LENGTH: request.headers['content-length'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    });
    request.pipe(backend.stdin);
    backend.stdin.on('error', () => undefined);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.once('close', () => {
      const answer = Buffer.concat(chunks);
      const end = answer.indexOf('\r\n\r\n');
      const headers = new Map(
        answer
          .toString('latin1', 0, end)
          .split('\r\n')
          .map((line) => line.split(': ') as [string, string]),
      );
      const status = Number.parseInt(headers.get('Status') ?? '200', 10);
      headers.delete('Status');
      response.writeHead(status, Object.fromEntries(headers)).end(answer.subarray(end + 4));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/kit.git`,
    requests,
    git,
    async commit(files) {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(path.join(work, path.dirname(name)), { recursive: true });
        await writeFile(path.join(work, name), content);
      }
      await git('add', '-A');
      await git('commit', '-q', '-m', 'a kit');
      return git('rev-parse', 'HEAD');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
