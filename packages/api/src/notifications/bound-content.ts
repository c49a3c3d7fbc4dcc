import type { MailContent } from './mail.entity.js';

const subjectMax = 200;
const paragraphMax = 4000;
const paragraphsMax = 20;
const labelMax = 100;

/** What people typed gets into mails: no control characters, one line for a subject, nothing endless. */
export const boundContent = ({ subject, paragraphs, action }: MailContent): MailContent => ({
  subject: clip(oneLine(subject), subjectMax),
  paragraphs: paragraphs.slice(0, paragraphsMax).map((paragraph) => clip(printable(paragraph), paragraphMax)),
  ...(action === undefined ? {} : { action: { ...action, label: clip(oneLine(action.label), labelMax) } }),
});

/** Without control characters and without those that turn the direction of what follows; line ends stay. */
const printable = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '');

const oneLine = (text: string): string => printable(text).replaceAll(/\s+/g, ' ').trim();

const clip = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max - 1)}…`);
