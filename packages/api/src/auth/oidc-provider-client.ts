import * as client from 'openid-client';

/** The identity provider that people may sign in with. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button on the sign-in page calls it. */
  label: string;
}

/** What a browser must bring back from the provider; kept in a cookie of its own meanwhile. */
export interface OidcFlow {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** What the provider says about a person. */
export interface OidcPerson {
  issuer: string;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  name: string | null;
  preferredUsername: string | null;
}

const timeoutSeconds = 10;

/** Speaks with one provider: code flow with PKCE, state and nonce. What the provider is like is asked when first needed. */
export class OidcProviderClient {
  private found: Promise<client.Configuration> | null = null;

  constructor(private readonly settings: OidcSettings) {}

  /** Where to send the browser, and what must come back with it. */
  async begin(redirectUri: string): Promise<{ url: URL; flow: OidcFlow }> {
    const configuration = await this.discover();
    const codeVerifier = client.randomPKCECodeVerifier();
    const flow = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state: flow.state,
      nonce: flow.nonce,
    });
    return { url, flow };
  }

  /** Who came back; throws when the answer is not the provider's to this flow. `returned` is the whole address. */
  async finish(returned: URL, flow: OidcFlow): Promise<OidcPerson> {
    const configuration = await this.discover();
    const tokens = await client.authorizationCodeGrant(configuration, returned, {
      pkceCodeVerifier: flow.codeVerifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    });
    const idClaims = tokens.claims();
    if (idClaims === undefined) throw new Error('The provider sent no ID token.');
    // Some providers put the address into the ID token, others tell it only when asked.
    const canAsk = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const more =
      idClaims['email'] === undefined && canAsk
        ? await client.fetchUserInfo(configuration, tokens.access_token, idClaims.sub)
        : {};
    const claims: Record<string, unknown> = { ...more, ...idClaims };
    const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null);
    return {
      issuer: idClaims.iss,
      subject: idClaims.sub,
      email: text('email'),
      isEmailVerified: claims['email_verified'] === true,
      name: text('name'),
      preferredUsername: text('preferred_username'),
    };
  }

  private discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const url = new URL(issuer);
    // The settings let plain HTTP through for this machine alone.
    const options = {
      timeout: timeoutSeconds,
      ...(url.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
    };
    this.found ??= client.discovery(url, clientId, clientSecret, undefined, options).catch((error: unknown) => {
      // The next one who asks tries again.
      this.found = null;
      throw error;
    });
    return this.found;
  }
}
