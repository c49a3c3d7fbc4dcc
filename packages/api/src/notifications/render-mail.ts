import { escapeUTF8 as escaped } from 'entities';
import type { MailContent } from './mail.entity.js';

/** Where links in a mail lead. */
export interface MailLinks {
  /** The site's address, without a path. */
  origin: string;
  /** Turns off mails like this one; null where they cannot be turned off. */
  unsubscribePath: string | null;
}

/** One mail in both forms. */
export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const page = 'margin:0;padding:24px 12px;background:#f7f9f9;color:#15201f';
const card =
  'max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #e2e8e7;border-radius:6px;font:15px/1.5 system-ui,sans-serif';
const button =
  'display:inline-block;padding:9px 18px;background:#0f766e;color:#ffffff;border-radius:6px;text-decoration:none;font-weight:600';
const small = 'max-width:560px;margin:16px auto 0;color:#5d6b6a;font:12px/1.5 system-ui,sans-serif';

/** Lays a mail out as plain text and as HTML. Nothing that somebody typed becomes markup, and links stay on this site. */
export function renderMail(
  { subject, paragraphs, action }: MailContent,
  { origin, unsubscribePath }: MailLinks,
): RenderedMail {
  const link = action === undefined ? null : { label: action.label, url: onSite(action.path, origin) };
  const off = unsubscribePath === null ? null : onSite(unsubscribePath, origin);
  const preferences = onSite('/account/notifications', origin);
  const text = [
    ...paragraphs,
    ...(link === null ? [] : [`${link.label}: ${link.url}`]),
    [
      '-- ',
      `Databoard at ${origin}`,
      ...(off === null ? [] : [`No more mails like this one: ${off}`, `All your choices: ${preferences}`]),
    ].join('\n'),
  ].join('\n\n');
  const html = [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="${page}"><div style="${card}">`,
    `<h1 style="margin:0 0 12px;font-size:18px">${escaped(subject)}</h1>`,
    ...paragraphs.map((words) => `<p style="margin:0 0 12px">${escaped(words).replaceAll('\n', '<br>')}</p>`),
    ...(link === null
      ? []
      : [`<p style="margin:20px 0 0"><a style="${button}" href="${escaped(link.url)}">${escaped(link.label)}</a></p>`]),
    `</div><p style="${small}">Databoard at <a href="${escaped(origin)}">${escaped(origin)}</a>`,
    ...(off === null
      ? []
      : [
          `<br><a href="${escaped(off)}">No more mails like this one</a> · <a href="${escaped(preferences)}">All your choices</a>`,
        ]),
    '</p></body></html>',
  ].join('\n');
  return { subject, text, html };
}

/** A path as an address on this site; whatever leads elsewhere becomes the start page. */
function onSite(path: string, origin: string): string {
  const url = URL.canParse(path, origin) ? new URL(path, origin) : null;
  return url !== null && path.startsWith('/') && url.origin === new URL(origin).origin ? url.href : `${origin}/`;
}
