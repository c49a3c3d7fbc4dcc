import { Typography } from '@mantine/core';
import { useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './MarkdownBody.module.css';
import { pictureAddress } from './picture-address.ts';

/** Whether a link leads to this page or another one of ours. */
const isHere = (href: string | undefined) => /^(#|\/(?!\/))/.test(href ?? '');

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow" target={isHere(href) ? undefined : '_blank'}>
      {children}
    </a>
  ),
  // The page has its own first heading.
  h1: ({ children }) => <h2>{children}</h2>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  // Long lines scroll, by keyboard too.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
};

/** Pictures would be fetched from wherever the text says; the browser talks to nobody but us. */
const pictureFrom =
  (base: string | undefined): NonNullable<Components['img']> =>
  ({ alt, src }) => {
    const address = base === undefined ? null : pictureAddress(base, src);
    if (address !== null) return <img src={address} alt={alt ?? ''} loading="lazy" />;
    return <em>{alt ? `[picture: ${alt}]` : '[picture]'}</em>;
  };

/** The rendered Markdown itself; kept apart so that the parser loads only where it is needed. */
export function MarkdownBody({ source, pictures }: { source: string; pictures?: string }) {
  const own = useMemo(() => ({ ...components, img: pictureFrom(pictures) }), [pictures]);
  return (
    <Typography className={classes['body']}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={own} skipHtml>
        {source}
      </ReactMarkdown>
    </Typography>
  );
}
