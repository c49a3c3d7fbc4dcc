import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** A person that the provider knows, by the name that is typed into its login page. */
export interface ProviderPerson {
  email?: string;
  email_verified?: boolean;
  name?: string;
  preferred_username?: string;
}

/** A real identity provider of its own on this machine, with a login page that takes any password. */
export async function startIdentityProvider(redirectUri: () => string, people: Record<string, ProviderPerson>) {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'databoard', clientSecret: 'a secret of at least thirty-two characters' };
  let provider: ReturnType<Provider['callback']> | null = null;
  server.on('request', (request, response) => {
    // Made with the first request: the address that it sends people back to is known by then.
    provider ??= new Provider(issuer, {
      clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri()] }],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
      findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
      cookies: { keys: ['only for tests'] },
      features: { devInteractions: { enabled: true } },
    }).callback();
    void provider(request, response);
  });
  return { issuer, ...client, close: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
}

/** A browser that keeps cookies per host and goes where it is sent, as far as the one-page flow of signing in needs it. */
export class RedirectFollower {
  private readonly jars = new Map<string, Map<string, string>>();

  async request(address: string, form?: Record<string, string>): Promise<Response> {
    const { host } = new URL(address);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until a page is answered, or until `stop` likes the next address; answers with that address. */
  async follow(address: string, form?: Record<string, string>, stop = (_: string) => false): Promise<string> {
    let at = address;
    let response = await this.request(at, form);
    for (let hops = 0; hops < 20; hops++) {
      const next = response.headers.get('location');
      if (next === null) return at;
      at = new URL(next, at).href;
      if (stop(at)) return at;
      response = await this.request(at);
    }
    throw new Error(`Too many redirects at ${at}`);
  }

  cookiesOf(address: string): string {
    return [...(this.jars.get(new URL(address).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
