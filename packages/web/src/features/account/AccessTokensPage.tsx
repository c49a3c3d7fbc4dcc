import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { MyAccessTokensQuery } from '../../gql/graphql.ts';
import { errorWords } from '../../lib/error-words.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { CommandLine } from './CommandLine.tsx';
import { NewAccessToken } from './NewAccessToken.tsx';
import { OwnPage } from './OwnPage.tsx';
import { scopeWords } from './scope-words.ts';
import { Trouble } from './Trouble.tsx';

const MY_ACCESS_TOKENS = graphql(`
  query MyAccessTokens {
    myAccessTokens {
      id
      name
      scopes
      createdAt
      expiresAt
      isExpired
      lastUsedAt
    }
  }
`);
const REVOKE = graphql(`
  mutation RevokeAccessToken($input: RevokeAccessTokenInput!) {
    revokeAccessToken(input: $input) {
      accessTokens {
        id
      }
    }
  }
`);

type AccessToken = MyAccessTokensQuery['myAccessTokens'][number];

/** Keys for programs: what they may do, when they were used, and how to take them back. */
export const AccessTokensPage = () => (
  <OwnPage
    title="Access tokens"
    lead="Keys for programs, such as the databoard command line. They stand for you, as far as their scopes go."
    wide
  >
    {() => <AccessTokens />}
  </OwnPage>
);

function AccessTokens() {
  const { data, error, refetch } = useQuery(MY_ACCESS_TOKENS, { fetchPolicy: 'cache-and-network' });
  const [revoke] = useMutation(REVOKE);
  const [asked, setAsked] = useState<AccessToken | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const end = async ({ id }: AccessToken) => {
    setTrouble(null);
    try {
      await revoke({ variables: { input: { accessTokenId: id } } });
    } catch (failure) {
      setTrouble(errorWords(failure));
    }
    await refetch().catch(() => undefined);
  };
  const tokens = data?.myAccessTokens;
  return (
    <>
      <NewAccessToken onMade={() => void refetch()} />
      <Trouble refusal={trouble} error={null} title="" />
      {error && !tokens && (
        <ErrorBox error={error} title="Your tokens could not be read" onRetry={() => void refetch()} />
      )}
      {!tokens && !error && <Skeleton h={110} />}
      {tokens?.length === 0 && (
        <Empty icon={<IconKey size={28} stroke={1.5} />} title="No access tokens yet">
          Make one above when a program asks for it. It is shown once.
        </Empty>
      )}
      {tokens && tokens.length > 0 && <Tokens tokens={tokens} onRevoke={setAsked} />}
      <CommandLine />
      <ConfirmModal
        isOpen={asked !== null}
        title="Revoke this token?"
        confirmWord="Revoke"
        onConfirm={() => asked && void end(asked)}
        onClose={() => setAsked(null)}
      >
        Programs that use “{asked?.name}” stop working at once.
      </ConfirmModal>
    </>
  );
}

function Tokens({ tokens, onRevoke }: { tokens: readonly AccessToken[]; onRevoke: (token: AccessToken) => void }) {
  return (
    <DataTable label="Access tokens">
      <thead>
        <tr>
          <th scope="col">name</th>
          <th scope="col">scopes</th>
          <th scope="col" data-numeric>
            last used
          </th>
          <th scope="col" data-numeric>
            made
          </th>
          <th scope="col" data-numeric>
            expires
          </th>
          <th scope="col">
            <VisuallyHidden>revoke</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id} data-testid="token-row">
            <th scope="row">{token.name}</th>
            <td>{token.scopes.map((scope) => scopeWords[scope].short).join(', ')}</td>
            <td data-numeric>{token.lastUsedAt ? <TimeAgo at={token.lastUsedAt} /> : 'never'}</td>
            <td data-numeric>
              <TimeAgo at={token.createdAt} />
            </td>
            <td data-numeric>
              {token.isExpired ? (
                <Text span size="sm" c="var(--db-bad)">
                  expired
                </Text>
              ) : (
                <TimeAgo at={token.expiresAt} />
              )}
            </td>
            <td>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Revoke ${token.name}`}
                onClick={() => onRevoke(token)}
              >
                Revoke
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
