import { useQuery } from '@apollo/client/react';
import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconLock, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { SimilarityPage_SubmissionFragment } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';

graphql(`
  fragment SimilarityPage_submission on Submission {
    id
    name
    submittedAt
    team {
      id
      name
    }
  }
`);

const MAY_LOOK = graphql(`
  query MayLookAtSimilarity($slug: String!) {
    event(slug: $slug) {
      id
      title
      viewerAdministers
    }
  }
`);

const SIMILAR = graphql(`
  query Similarity($slug: String!, $offset: Int!) {
    event(slug: $slug) {
      id
      similarPairs(first: 50, offset: $offset) {
        totalCount
        rows {
          similarity
          earlier {
            ...SimilarityPage_submission
          }
          later {
            ...SimilarityPage_submission
          }
        }
      }
    }
  }
`);

/** For the event's admins: whose code is like whose, most alike first. What to make of it is theirs to judge. */
export function SimilarityPage() {
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(MAY_LOOK, { variables: { slug } });
  if (error && !data) {
    return (
      <Page title="Similar code">
        <ErrorBox error={error} title="The event could not be read" onRetry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title="Similar code" wide>
      {!data && <Skeleton h={240} />}
      {data && !data.event?.viewerAdministers && (
        <Empty icon={<IconLock size={28} stroke={1.5} />} title="For the event’s admins">
          Here they see which teams’ submissions share code.
        </Empty>
      )}
      {data?.event?.viewerAdministers && <Pairs slug={slug} />}
    </Page>
  );
}

function Pairs({ slug }: { slug: string }) {
  const [offset, setOffset] = useState(0);
  const { data, previousData, error, refetch } = useQuery(SIMILAR, {
    variables: { slug, offset },
    fetchPolicy: 'network-only',
  });
  const pairs = (data ?? previousData)?.event?.similarPairs;
  if (error && !pairs)
    return <ErrorBox error={error} title="Code could not be compared" onRetry={() => void refetch()} />;
  if (!pairs) return <Skeleton h={240} />;
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h4" mb={4}>
          Similar code
        </Title>
        <Text size="sm" c="dimmed" maw={760}>
          For each two teams the pair of submissions that share most, beyond the starting kit and what many have. Once
          code is open, sharing is the idea: look at imports and credits before you judge. Layout, comments and texts do
          not count.
        </Text>
      </div>
      {pairs.rows.length === 0 ? (
        <Empty icon={<IconUsers size={28} stroke={1.5} />} title="Nothing in common">
          No two teams share code beyond the starting kit.
        </Empty>
      ) : (
        <>
          <DataTable label="Similar submissions">
            <thead>
              <tr>
                <th scope="col">Shared</th>
                <th scope="col">Earlier</th>
                <th scope="col">Later</th>
              </tr>
            </thead>
            <tbody>
              {pairs.rows.map(({ earlier, later, similarity }) => (
                <tr key={`${earlier.id} ${later.id}`}>
                  <td>{Math.round(similarity * 100)} %</td>
                  <td>
                    <Submission submission={earlier} />
                  </td>
                  <td>
                    <Submission submission={later} />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
          <Pager totalCount={pairs.totalCount} offset={offset} pageSize={50} onMove={setOffset} />
        </>
      )}
    </Stack>
  );
}

const Submission = ({
  submission: { id, name, team, submittedAt },
}: {
  submission: SimilarityPage_SubmissionFragment;
}) => (
  <>
    <Anchor component={Link} inherit to={`${paths.submission(id)}?tab=compare`}>
      {name}
    </Anchor>{' '}
    by {team.name}, <TimeAgo at={submittedAt} />
  </>
);
