import { Typography } from '@mantine/core';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './MarkdownBody.module.css';

const components: Components = {
  // Pictures would be fetched from wherever the text says; the browser talks to nobody but us.
  img: ({ alt }) => <em>{alt ? `[picture: ${alt}]` : '[picture]'}</em>,
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow" target={href?.startsWith('#') ? undefined : '_blank'}>
      {children}
    </a>
  ),
  // The page has its own first heading.
  h1: ({ children }) => <h2>{children}</h2>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
};

/** The rendered Markdown itself; kept apart so that the parser loads only where it is needed. */
export function MarkdownBody({ source }: { source: string }) {
  return (
    <Typography className={classes['body']}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={components} skipHtml>
        {source}
      </ReactMarkdown>
    </Typography>
  );
}
