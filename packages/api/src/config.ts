import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type ArtifactPlace,
  artifactPlaceOf,
  checkArtifactSettings,
} from '@databoard/shared/artifacts/open-artifact-store';
import { parseEnv } from '@databoard/shared/env';
import { z } from 'zod';
import type { OidcSettings } from './auth/oidc-provider-client.js';
import type { MailPlace } from './notifications/mailer.js';

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const folder = z.string().transform((value) => path.resolve(value));
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
const count = z.coerce.number().int().positive();

const isSafeIssuer = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
};

const environment = z.object({
  /** PostgreSQL, as postgres://user:password@host:port/database. The database is created if it is missing. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://'),
  /** Redis or Valkey. */
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must start with redis://'),
  /** 1 when REDIS_URL is the JavaScript stand-in. */
  REDIS_EMBEDDED: flag.default(false),
  /** The folder that api and workers share; ARTIFACTS_URL replaces it. */
  ARTIFACTS_DIR: folder.optional(),
  /** A bucket of an S3-compatible service, as s3://bucket or s3://bucket/prefix. */
  ARTIFACTS_URL: z.string().optional(),
  /** The service's address; without it, Amazon's own for the region. */
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  /** Without them: what the AWS library finds by itself. */
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Where uploads are collected; without it, beside the artifacts, or in the temporary folder when they are in a bucket. */
  UPLOADS_DIR: folder.optional(),
  HOST: z.string().default('127.0.0.1'),
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  /** The built single-page application; without it only the API is served. */
  WEB_DIST: z
    .string()
    .transform((value) => path.resolve(value))
    .optional(),
  /** Markdown files `<slug>.md` that are linked below every page. */
  PAGES_DIR: folder.optional(),
  /** The address that people type. Other origins may not open the WebSocket. */
  PUBLIC_URL: z.url().optional(),
  /** Further origins that may open the WebSocket, separated by commas: a development server, for instance. */
  ALLOWED_ORIGINS: z.string().default(''),
  /** Origins of git servers that kits may be fetched from though they are in the own network, separated by commas. */
  GIT_INTERNAL_ORIGINS: z
    .string()
    .default('')
    .transform((value) => value.split(',').flatMap((origin) => origin.trim() || []))
    .refine(
      (origins) => origins.every(isOrigin),
      'has origins such as https://git.example.internal, nothing behind them',
    ),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** 1 sends the session cookie over HTTPS only. Without it: 1 where PUBLIC_URL is https. */
  COOKIE_SECURE: flag.optional(),
  /** 1 when a reverse proxy in front sets X-Forwarded-For; rate limits then count its clients. */
  TRUST_PROXY: flag.default(false),
  SESSION_DAYS: count.default(30),
  /** Tries per login and address; an address as a whole gets ten times as many. */
  SIGN_IN_TRIES_PER_15_MINUTES: count.default(20),
  SIGN_UPS_PER_HOUR: count.default(30),
  /** Mails with a link that one address may be sent for the asking: confirmations, resets. */
  ACCOUNT_MAILS_PER_HOUR: count.default(6),
  /** An OpenID Connect provider to sign in with: the address that its ID tokens name. With it, all three are needed. */
  OIDC_ISSUER: z.url().refine(isSafeIssuer, 'must be https://, or http:// on this machine').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What the button on the sign-in page calls the provider. */
  OIDC_LABEL: z.string().max(60).default('single sign-on'),
  /** 1: new accounts can do nothing before their e-mail address is confirmed. */
  REQUIRE_EMAIL_CONFIRMATION: flag.default(false),
  /** 1: new accounts can do nothing before a site admin has approved them. */
  REQUIRE_APPROVAL: flag.default(false),
  /** The mail server, as smtp://user:password@host:587 or smtps://…:465. Without it mails go into MAIL_DIR. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  /** The sender of every mail: an address, or `A name <an address>`. */
  MAIL_FROM: z.string().regex(/@/, 'must be an e-mail address').optional(),
  /** Where mails are written without SMTP_URL; without it, beside the uploads. */
  MAIL_DIR: folder.optional(),
  /** How often mails and news are looked for. */
  MAIL_SECONDS: z.coerce.number().positive().default(1),
  /** How long mails that have gone out, or never will, are remembered. */
  MAIL_DAYS: count.default(30),
  /** How long news stay in people's lists. */
  NOTIFICATION_DAYS: count.default(180),
  /** How long views and downloads are kept for the statistics of events. */
  INTERACTION_DAYS: count.default(365),
  /** How long a request to the API may take; longer ones are answered with an error. */
  REQUEST_SECONDS: count.max(110).default(60),
  /** How often lost work is looked for. */
  SWEEP_SECONDS: z.coerce.number().positive().default(3),
  /** How long no new score has come when an event's submissions are blended. */
  BLEND_QUIET_SECONDS: z.coerce.number().positive().max(3600).default(2),
});

/** A mail server takes no mails without a sender. */
function checkMailSettings(
  env: { SMTP_URL?: string | undefined; MAIL_FROM?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (env.SMTP_URL === undefined || env.MAIL_FROM !== undefined) return;
  context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: 'is needed with SMTP_URL' });
}

/** The settings of the api process; nothing else reads the environment. */
export interface Config {
  databaseUrl: string;
  redis: { url: string; embedded: boolean };
  artifacts: ArtifactPlace;
  uploadsFolder: string;
  host: string;
  port: number;
  webDist: string | null;
  /** Null: only the page about privacy that says what holds anyway. */
  pagesFolder: string | null;
  /** Null: whatever host a browser's request names. */
  publicOrigin: string | null;
  allowedOrigins: readonly string[];
  gitInternalOrigins: readonly string[];
  logLevel: string;
  isCookieSecure: boolean;
  isProxyTrusted: boolean;
  sessionDays: number;
  signInTriesPer15Minutes: number;
  signUpsPerHour: number;
  accountMailsPerHour: number;
  /** Null: nobody signs in with an identity provider. */
  oidc: OidcSettings | null;
  requiresEmailConfirmation: boolean;
  requiresApproval: boolean;
  mailPlace: MailPlace;
  mailFrom: string;
  mailSeconds: number;
  mailDays: number;
  notificationDays: number;
  interactionDays: number;
  requestSeconds: number;
  sweepSeconds: number;
  blendQuietSeconds: number;
}

type OidcEnvironment = Pick<
  z.infer<typeof environment>,
  'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET' | 'OIDC_LABEL'
>;

function checkOidcSettings(env: OidcEnvironment, context: z.RefinementCtx): void {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = names.filter((name) => env[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return;
  for (const name of missing) {
    context.addIssue({ code: 'custom', path: [name], message: 'is needed to sign in with an identity provider' });
  }
}

const oidcOf = ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: clientId,
  OIDC_CLIENT_SECRET: clientSecret,
  OIDC_LABEL: label,
}: OidcEnvironment): OidcSettings | null =>
  issuer === undefined || clientId === undefined || clientSecret === undefined
    ? null
    : { issuer, clientId, clientSecret, label };

/** Reads the settings; prints all problems at once and ends the process when there are any. */
export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const checked = environment.superRefine(checkArtifactSettings).superRefine(checkMailSettings);
  const env = parseEnv(checked.superRefine(checkOidcSettings), source);
  const artifacts = artifactPlaceOf(env);
  const publicOrigin = env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).origin;
  const uploadsFolder =
    env.UPLOADS_DIR ??
    (artifacts.kind === 'folder' ? path.join(artifacts.folder, 'uploads') : path.join(tmpdir(), 'databoard-uploads'));
  return {
    databaseUrl: env.DATABASE_URL,
    redis: { url: env.REDIS_URL, embedded: env.REDIS_EMBEDDED },
    artifacts,
    uploadsFolder,
    host: env.HOST,
    port: env.PORT,
    webDist: env.WEB_DIST ?? null,
    pagesFolder: env.PAGES_DIR ?? null,
    publicOrigin,
    allowedOrigins: env.ALLOWED_ORIGINS.split(',').flatMap((origin) => origin.trim() || []),
    gitInternalOrigins: env.GIT_INTERNAL_ORIGINS,
    logLevel: env.LOG_LEVEL,
    isCookieSecure: env.COOKIE_SECURE ?? publicOrigin?.startsWith('https:') ?? false,
    isProxyTrusted: env.TRUST_PROXY,
    sessionDays: env.SESSION_DAYS,
    signInTriesPer15Minutes: env.SIGN_IN_TRIES_PER_15_MINUTES,
    signUpsPerHour: env.SIGN_UPS_PER_HOUR,
    accountMailsPerHour: env.ACCOUNT_MAILS_PER_HOUR,
    oidc: oidcOf(env),
    requiresEmailConfirmation: env.REQUIRE_EMAIL_CONFIRMATION,
    requiresApproval: env.REQUIRE_APPROVAL,
    mailPlace:
      env.SMTP_URL === undefined
        ? { kind: 'folder', folder: env.MAIL_DIR ?? path.join(path.dirname(uploadsFolder), 'databoard-mail') }
        : { kind: 'smtp', url: env.SMTP_URL },
    mailFrom: env.MAIL_FROM ?? 'Databoard <databoard@localhost>',
    mailSeconds: env.MAIL_SECONDS,
    mailDays: env.MAIL_DAYS,
    notificationDays: env.NOTIFICATION_DAYS,
    interactionDays: env.INTERACTION_DAYS,
    requestSeconds: env.REQUEST_SECONDS,
    sweepSeconds: env.SWEEP_SECONDS,
    blendQuietSeconds: env.BLEND_QUIET_SECONDS,
  };
}

/** What commands that only touch the database read: its address, and a password where one is asked for. */
export function readDatabaseConfig(source: NodeJS.ProcessEnv = process.env): {
  databaseUrl: string;
  adminPassword: string | null;
} {
  const env = parseEnv(
    environment.pick({ DATABASE_URL: true }).extend({ DATABOARD_ADMIN_PASSWORD: z.string().optional() }),
    source,
  );
  return { databaseUrl: env.DATABASE_URL, adminPassword: env.DATABOARD_ADMIN_PASSWORD ?? null };
}
