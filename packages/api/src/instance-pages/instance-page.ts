/** A page of whoever runs this installation: privacy, imprint, how to take part. */
export interface InstancePage {
  /** What its address ends with; the file's name without `.md`. */
  slug: string;
  title: string;
  /** Markdown, without the heading that the title was taken from. */
  source: string;
}

/** Title and text of a page, from its file: the first line is the title where it is a heading, else the slug is. */
export function pageOf(slug: string, text: string): InstancePage {
  const body = text.replaceAll('\r\n', '\n').trim();
  const heading = /^# +(.+?)(?: +#+)?(?:\n|$)/.exec(body);
  const words = slug.replaceAll('-', ' ');
  return {
    slug,
    title: heading?.[1] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
    source: heading === null ? body : body.slice(heading[0].length).trim(),
  };
}
