import { useMutation } from '@apollo/client/react';
import { graphql } from '../../gql/gql.ts';

graphql(`
  fragment TeamAct_result on TeamResult {
    team {
      id
      ...TeamPanel_team
    }
    refusal {
      reason
      field
      message
    }
  }

  fragment TeamInvitationAct_result on TeamInvitationResult {
    invitation {
      id
      state
    }
    refusal {
      reason
      field
      message
    }
  }
`);

const RENAME = graphql(`
  mutation RenameTeam($input: RenameTeamInput!) {
    result: renameTeam(input: $input) {
      ...TeamAct_result
    }
  }
`);
const INVITE = graphql(`
  mutation InviteToTeam($input: InviteToTeamInput!) {
    result: inviteToTeam(input: $input) {
      ...TeamInvitationAct_result
    }
  }
`);
const ASK = graphql(`
  mutation AskToJoinTeam($input: AskToJoinTeamInput!) {
    result: askToJoinTeam(input: $input) {
      ...TeamInvitationAct_result
    }
  }
`);
const OPEN_UP = graphql(`
  mutation SetTakesRequests($input: SetTakesRequestsInput!) {
    result: setTakesRequests(input: $input) {
      ...TeamAct_result
    }
  }
`);
const PROPOSE = graphql(`
  mutation ProposeTeamMerge($input: ProposeTeamMergeInput!) {
    result: proposeTeamMerge(input: $input) {
      ...TeamInvitationAct_result
    }
  }
`);
const REVOKE = graphql(`
  mutation RevokeTeamInvitation($input: TeamInvitationInput!) {
    result: revokeTeamInvitation(input: $input) {
      ...TeamAct_result
    }
  }
`);
const ACCEPT = graphql(`
  mutation AcceptTeamInvitation($input: TeamInvitationInput!) {
    result: acceptTeamInvitation(input: $input) {
      ...TeamAct_result
    }
  }
`);
const DECLINE = graphql(`
  mutation DeclineTeamInvitation($input: TeamInvitationInput!) {
    result: declineTeamInvitation(input: $input) {
      ...TeamInvitationAct_result
    }
  }
`);
const LEAVE = graphql(`
  mutation LeaveTeam($input: LeaveTeamInput!) {
    result: leaveTeam(input: $input) {
      ...TeamAct_result
    }
  }
`);
const REMOVE = graphql(`
  mutation RemoveTeamMember($input: TeamMemberInput!) {
    result: removeTeamMember(input: $input) {
      ...TeamAct_result
    }
  }
`);
const HAND_OVER = graphql(`
  mutation HandOverTeam($input: TeamMemberInput!) {
    result: handOverTeam(input: $input) {
      ...TeamAct_result
    }
  }
`);
const ADD = graphql(`
  mutation AddTeamMember($input: AddTeamMemberInput!) {
    result: addTeamMember(input: $input) {
      ...TeamAct_result
    }
  }
`);
const MERGE = graphql(`
  mutation MergeTeams($input: MergeTeamsInput!) {
    result: mergeTeams(input: $input) {
      ...TeamAct_result
    }
  }
`);
const READMIT = graphql(`
  mutation ReadmitToEvent($input: ReadmitToEventInput!) {
    result: readmitToEvent(input: $input) {
      refusal {
        reason
        field
        message
      }
    }
  }
`);

interface Answer {
  data?: { result: { refusal?: { message: string } | null } } | undefined;
}

/** The mutations about teams. Each answers whether it was done; else `refusal` or `error` of the last one say why not. */
export function useTeamActs() {
  const [rename, renamed] = useMutation(RENAME);
  const [invite, invited] = useMutation(INVITE);
  const [ask, asked] = useMutation(ASK);
  const [openUp, openedUp] = useMutation(OPEN_UP);
  const [propose, proposed] = useMutation(PROPOSE);
  const [revoke, revoked] = useMutation(REVOKE);
  const [accept, accepted] = useMutation(ACCEPT);
  const [decline, declined] = useMutation(DECLINE);
  const [leave, left] = useMutation(LEAVE);
  const [remove, removed] = useMutation(REMOVE);
  const [handOver, handedOver] = useMutation(HAND_OVER);
  const [add, added] = useMutation(ADD);
  const [merge, merged] = useMutation(MERGE);
  const [readmit, readmitted] = useMutation(READMIT);
  const states = [
    ...[renamed, invited, asked, openedUp, proposed, revoked, accepted, declined],
    ...[left, removed, handedOver, added, merged, readmitted],
  ];
  /** Whoever is in a team sees other things from then on, so whatever is on the page is read again. */
  const all = { refetchQueries: 'active' } as const;
  const run = async (send: () => Promise<Answer>): Promise<boolean> => {
    for (const state of states) state.reset();
    return send().then(
      ({ data }) => data?.result.refusal == null && data !== undefined,
      () => false,
    );
  };
  return {
    rename: (teamId: string, name: string) => run(() => rename({ variables: { input: { teamId, name } }, ...all })),
    invite: (teamId: string, invitee: string) =>
      run(() => invite({ variables: { input: { teamId, invitee } }, ...all })),
    ask: (teamId: string) => run(() => ask({ variables: { input: { teamId } }, ...all })),
    openUp: (teamId: string, takesRequests: boolean) =>
      run(() => openUp({ variables: { input: { teamId, takesRequests } }, ...all })),
    propose: (teamId: string, otherTeamName: string) =>
      run(() => propose({ variables: { input: { teamId, otherTeamName } }, ...all })),
    revoke: (invitationId: string) => run(() => revoke({ variables: { input: { invitationId } }, ...all })),
    accept: (invitationId: string) => run(() => accept({ variables: { input: { invitationId } }, ...all })),
    decline: (invitationId: string) => run(() => decline({ variables: { input: { invitationId } }, ...all })),
    leave: (teamId: string, successorId: string | null) =>
      run(() => leave({ variables: { input: { teamId, successorId } }, ...all })),
    remove: (teamId: string, userId: string) => run(() => remove({ variables: { input: { teamId, userId } }, ...all })),
    handOver: (teamId: string, userId: string) =>
      run(() => handOver({ variables: { input: { teamId, userId } }, ...all })),
    add: (teamId: string, username: string) => run(() => add({ variables: { input: { teamId, username } }, ...all })),
    merge: (teamId: string, otherTeamId: string) =>
      run(() => merge({ variables: { input: { teamId, otherTeamId } }, ...all })),
    readmit: (eventSlug: string, userId: string) =>
      run(() => readmit({ variables: { input: { eventSlug, userId } }, ...all })),
    isRunning: states.some(({ loading }) => loading),
    refusal: states.map(({ data }) => (data as Answer['data'])?.result.refusal?.message).find((found) => found != null),
    error: states.map(({ error }) => error).find((found) => found !== undefined),
  };
}

export type TeamActs = ReturnType<typeof useTeamActs>;
