import { useQuery } from '@apollo/client/react';
import { Select, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { FileChanges } from './FileChanges.tsx';
import { filesByPath, type ListedFile } from './saved-draft.ts';

const COMPARABLE = graphql(`
  query Comparable($slug: String!, $text: String!) {
    event(slug: $slug) {
      id
      myParticipation {
        id
        draft {
          id
          version
          files {
            path
            content
          }
        }
        submissions {
          id
          name
        }
      }
      mine: board(filter: { mine: true }, first: 1) {
        rows {
          submissionId
          submissionName
        }
      }
      all: board(filter: { text: $text }, first: 20) {
        rows {
          submissionId
          submissionName
          teamName
          isMine
        }
      }
    }
  }
`);

const OTHER_FILES = graphql(`
  query OtherFiles($id: ID!) {
    submission(id: $id) {
      id
      name
      files {
        path
        content
      }
    }
  }
`);

interface Props {
  submission: SubmissionView_SubmissionFragment;
  files: readonly ListedFile[];
}

/** What this code has that another one has not: the own draft, the own best, or any submission that one may read. */
export function CompareFiles({ submission, files }: Props) {
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 250);
  const { data, previousData, error, refetch } = useQuery(COMPARABLE, {
    variables: { slug: submission.event.slug, text: search },
    fetchPolicy: 'cache-and-network',
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const event = (data ?? previousData)?.event;
  if (error && !event) return <ErrorBox error={error} title="Nothing to compare with" onRetry={() => void refetch()} />;
  if (!event) return <Skeleton h={200} />;
  const mine = event.myParticipation;
  const best = event.mine.rows.find(({ submissionId }) => submissionId !== submission.id);
  const special = [
    ...(mine ? [{ value: 'draft', label: 'My draft' }] : []),
    ...(best ? [{ value: best.submissionId, label: `My best: ${best.submissionName}` }] : []),
  ];
  const listed = new Map(
    [
      ...(mine?.submissions ?? []).map(({ id, name }) => [id, `${name} (mine)`] as const),
      ...event.all.rows.map(
        ({ submissionId, submissionName, teamName }) => [submissionId, `${submissionName} by ${teamName}`] as const,
      ),
    ].filter(([id]) => id !== submission.id && id !== best?.submissionId),
  );
  const value = chosen ?? special[0]?.value ?? null;
  return (
    <Stack gap="md">
      <Select
        label="Compare with"
        placeholder="A team or a submission"
        data={[
          { group: 'Mine', items: special },
          { group: 'Submissions', items: [...listed].map(([id, label]) => ({ value: id, label })) },
        ].filter(({ items }) => items.length > 0)}
        value={value}
        onChange={setChosen}
        searchable
        onSearchChange={setText}
        nothingFoundMessage="No scored submission is called so"
        maw={420}
      />
      {value === null && <Text size="sm">Choose a submission, and see what differs.</Text>}
      {value === 'draft' && mine && <Differences before={mine.draft.files} files={files} />}
      {value !== null && value !== 'draft' && <WithSubmission key={value} id={value} files={files} />}
    </Stack>
  );
}

function WithSubmission({ id, files }: { id: string; files: readonly ListedFile[] }) {
  const { data, error, refetch } = useQuery(OTHER_FILES, { variables: { id } });
  if (error && !data) return <ErrorBox error={error} title="It could not be read" onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={200} />;
  const other = data.submission?.files;
  return other ? <Differences before={other} files={files} /> : <Text size="sm">Its code is not open to you now.</Text>;
}

function Differences({ before, files }: { before: readonly ListedFile[]; files: readonly ListedFile[] }) {
  const old = filesByPath(before);
  if (files.every(({ path, content }) => old[path] === content)) return <Text size="sm">The files are the same.</Text>;
  return files.map(({ path, content }) => (
    <FileChanges key={path} path={path} before={old[path] ?? null} after={content} />
  ));
}
