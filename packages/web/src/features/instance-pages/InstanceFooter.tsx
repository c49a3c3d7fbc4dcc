import { useQuery } from '@apollo/client/react';
import { Anchor, Group } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import classes from './InstanceFooter.module.css';

const PAGES = graphql(`
  query InstancePages {
    instancePages {
      slug
      title
    }
  }
`);

/** Below every page: the pages of whoever runs this site. Nothing where there are none. */
export function InstanceFooter() {
  const { data } = useQuery(PAGES);
  if (!data || data.instancePages.length === 0) return null;
  return (
    <footer className={classes['footer']}>
      <Group component="nav" aria-label="About this site" gap="lg" className={classes['inner'] ?? ''}>
        {data.instancePages.map(({ slug, title }) => (
          <Anchor key={slug} component={Link} to={paths.instancePage(slug)} className={classes['link'] ?? ''}>
            {title}
          </Anchor>
        ))}
      </Group>
    </footer>
  );
}
