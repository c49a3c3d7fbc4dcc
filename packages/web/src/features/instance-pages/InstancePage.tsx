import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Page } from '../../ui/Page.tsx';

const PAGE = graphql(`
  query InstancePage($slug: String!) {
    instancePage(slug: $slug) {
      slug
      title
      source
    }
  }
`);

/** A page of whoever runs this site: privacy, imprint, how to take part. */
export function InstancePage({ notFound }: { notFound: ReactNode }) {
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(PAGE, { variables: { slug } });
  const page = data?.instancePage;
  if (page === null) return notFound;
  return (
    <Page title={page?.title ?? 'About this site'}>
      {error && !page && <ErrorBox error={error} title="This page could not be read" onRetry={() => void refetch()} />}
      {!page && !error && <Skeleton h={320} aria-busy />}
      {page && (
        <Stack gap="md">
          <Title order={1}>{page.title}</Title>
          <Markdown source={page.source} />
        </Stack>
      )}
    </Page>
  );
}
