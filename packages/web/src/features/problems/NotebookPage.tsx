import { useQuery } from '@apollo/client/react';
import { Alert, Anchor, Skeleton, Stack, Title } from '@mantine/core';
import { IconInfoCircle, IconNotebook } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { NotebookCells } from './NotebookCells.tsx';

const NOTEBOOK = graphql(`
  query Notebook($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      problem {
        id
        notebook
        notebookContent {
          message
          isCut
          ...NotebookCells_notebook
        }
      }
    }
  }
`);

/** The starting-kit notebook, to read. Nothing of it runs here. */
export function NotebookPage() {
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(NOTEBOOK, { variables: { slug } });
  const event = data?.event;
  const notebook = event?.problem.notebookContent;
  const download = (
    <Anchor href={paths.kitDownload(slug)} download inherit>
      Download the kit
    </Anchor>
  );
  return (
    <Page title={event ? `Notebook · ${event.title}` : 'Notebook'}>
      <Stack gap="md">
        <Anchor component={Link} to={paths.kit(slug)} size="sm">
          ← Data & kit
        </Anchor>
        {error && !event && (
          <ErrorBox error={error} title="The notebook could not be read" onRetry={() => void refetch()} />
        )}
        {!event && !error && <Skeleton h={420} />}
        {event && !notebook && (
          <Empty icon={<IconNotebook size={28} stroke={1.5} />} title="This kit has no notebook">
            {download} to see what it has.
          </Empty>
        )}
        {notebook?.message && (
          <Empty icon={<IconNotebook size={28} stroke={1.5} />} title="The notebook cannot be shown">
            {notebook.message} {download} to open it.
          </Empty>
        )}
        {event && notebook && !notebook.message && (
          <>
            <Title order={2} size="h4">
              <code>{event.problem.notebook}</code>
            </Title>
            <NotebookCells notebook={notebook} pictures={paths.kitPictures(slug)} />
            {notebook.isCut && (
              <Alert variant="light" icon={<IconInfoCircle size={18} />} title="Not all of it is shown">
                Some of it is too large for a page. {download} to see the rest.
              </Alert>
            )}
          </>
        )}
      </Stack>
    </Page>
  );
}
