import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { errorWords } from '../../lib/error-words.ts';

const APPROVE = graphql(`
  mutation ApproveUsers($input: MoveUsersInput!) {
    approveUsers(input: $input) {
      users {
        id
        state
      }
      refusal {
        message
      }
    }
  }
`);
const DISABLE = graphql(`
  mutation DisableUsers($input: MoveUsersInput!) {
    disableUsers(input: $input) {
      users {
        id
        state
      }
      refusal {
        message
      }
    }
  }
`);
const ENABLE = graphql(`
  mutation EnableUsers($input: MoveUsersInput!) {
    enableUsers(input: $input) {
      users {
        id
        state
      }
      refusal {
        message
      }
    }
  }
`);

export type Move = 'approve' | 'disable' | 'enable';
const doneWords: Record<Move, string> = { approve: 'approved', disable: 'disabled', enable: 'enabled' };

/** Approves, disables or enables accounts; `onDone` hears in words what came of it. */
export function useMoveUsers(onDone: (words: string) => void) {
  const [approve] = useMutation(APPROVE);
  const [disable] = useMutation(DISABLE);
  const [enable] = useMutation(ENABLE);
  const [trouble, setTrouble] = useState<string | null>(null);
  const ask = async (what: Move, userIds: string[], note: string | null) => {
    const variables = { input: { userIds, note } };
    if (what === 'approve') return (await approve({ variables })).data?.approveUsers;
    if (what === 'disable') return (await disable({ variables })).data?.disableUsers;
    return (await enable({ variables })).data?.enableUsers;
  };
  const move = async (what: Move, userIds: string[], note: string | null = null) => {
    setTrouble(null);
    try {
      const answer = await ask(what, userIds, note);
      if (answer?.refusal) return setTrouble(answer.refusal.message);
      const moved = answer?.users.length ?? 0;
      const left = userIds.length - moved;
      onDone(`${moved} ${doneWords[what]}${left > 0 ? `, ${left} left as they were` : ''}.`);
    } catch (failure) {
      setTrouble(errorWords(failure));
    }
  };
  return { move, trouble };
}
