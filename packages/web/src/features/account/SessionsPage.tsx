import { useMutation, useQuery } from '@apollo/client/react';
import { Badge, Button, Group, Skeleton, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { MySessionsQuery } from '../../gql/graphql.ts';
import { errorWords } from '../../lib/error-words.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { browserWords } from './browser-words.ts';
import { OwnPage } from './OwnPage.tsx';
import { Trouble } from './Trouble.tsx';

const MY_SESSIONS = graphql(`
  query MySessions {
    mySessions {
      id
      createdAt
      lastSeenAt
      userAgent
      network
      isCurrent
    }
  }
`);
const END_SESSION = graphql(`
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      sessions {
        id
      }
    }
  }
`);
const END_OTHER_SESSIONS = graphql(`
  mutation EndOtherSessions {
    endOtherSessions {
      sessions {
        id
      }
    }
  }
`);

type Session = MySessionsQuery['mySessions'][number];

/** Where one is signed in, and the way to sign out there. */
export const SessionsPage = () => (
  <OwnPage title="Sessions" lead="Where you are signed in. What you do not know, end, and change your password." wide>
    {() => <Sessions />}
  </OwnPage>
);

function Sessions() {
  const { data, error, refetch } = useQuery(MY_SESSIONS, { fetchPolicy: 'cache-and-network' });
  const [endOne] = useMutation(END_SESSION);
  const [endOthers, others] = useMutation(END_OTHER_SESSIONS);
  const [asked, setAsked] = useState<Session | 'others' | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const end = async (what: Session | 'others') => {
    setTrouble(null);
    try {
      await (what === 'others' ? endOthers() : endOne({ variables: { input: { sessionId: what.id } } }));
    } catch (failure) {
      setTrouble(errorWords(failure));
    }
    await refetch().catch(() => undefined);
  };
  const sessions = data?.mySessions;
  if (error && !sessions) {
    return <ErrorBox error={error} title="Your sessions could not be read" onRetry={() => void refetch()} />;
  }
  if (!sessions) return <Skeleton h={110} />;
  return (
    <>
      <Trouble refusal={trouble} error={null} title="" />
      <DataTable label="Sessions">
        <thead>
          <tr>
            <th scope="col">browser</th>
            <th scope="col">network</th>
            <th scope="col" data-numeric>
              signed in
            </th>
            <th scope="col" data-numeric>
              last seen
            </th>
            <th scope="col">
              <VisuallyHidden>end</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id} data-testid="session-row" data-current={session.isCurrent || undefined}>
              <th scope="row" title={session.userAgent ?? undefined}>
                {browserWords(session.userAgent)}
              </th>
              <td>{session.network ?? '–'}</td>
              <td data-numeric>
                <TimeAgo at={session.createdAt} />
              </td>
              <td data-numeric>
                <TimeAgo at={session.lastSeenAt} />
              </td>
              <td>
                {session.isCurrent ? (
                  <Badge variant="light">this one</Badge>
                ) : (
                  <Button size="compact-xs" variant="default" onClick={() => setAsked(session)}>
                    End
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {sessions.length > 1 && (
        <Group>
          <Button variant="default" loading={others.loading} onClick={() => setAsked('others')}>
            End all others
          </Button>
        </Group>
      )}
      <ConfirmModal
        isOpen={asked !== null}
        title={asked === 'others' ? 'End all other sessions?' : 'End this session?'}
        confirmWord="End"
        onConfirm={() => asked && void end(asked)}
        onClose={() => setAsked(null)}
      >
        {asked === 'others'
          ? `${sessions.length - 1} other ${sessions.length === 2 ? 'browser is' : 'browsers are'} signed out at once.`
          : `${browserWords(asked?.userAgent)} is signed out at once. Drafts are kept.`}
      </ConfirmModal>
    </>
  );
}
