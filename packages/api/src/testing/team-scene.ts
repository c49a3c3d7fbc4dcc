import type { Data, GraphqlClient } from './graphql-client.js';

const inputs: Record<string, string> = {
  removeTeamMember: 'TeamMemberInput',
  handOverTeam: 'TeamMemberInput',
  acceptTeamInvitation: 'TeamInvitationInput',
  declineTeamInvitation: 'TeamInvitationInput',
  revokeTeamInvitation: 'TeamInvitationInput',
};
const invitations = ['inviteToTeam', 'proposeTeamMerge', 'declineTeamInvitation'];

const teamFields = `id name hasSubmitted isMine members { isLeader user { id username } }
  rights { rename invite revoke merge remove handOver leave select } invitations { id kind invitee state }`;

/** One of the mutations about teams: what it answers with, `refusal` null where it was done. */
export async function teamAct(client: GraphqlClient, name: string, input: object): Promise<Data> {
  const type = inputs[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const answer = invitations.includes(name)
    ? 'invitation { id kind invitee state team { name } }'
    : name === 'readmitToEvent'
      ? ''
      : `team { ${teamFields} }`;
  const data = await client.data(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} refusal { reason field message } } }`,
    { input },
  );
  return data[name];
}

/** The viewer's team in an event; null without one. */
export async function teamOf(client: GraphqlClient, slug: string): Promise<Data> {
  const { event } = await client.data(
    `query ($slug: String!) { event(slug: $slug) { myParticipation { id team { ${teamFields} } } } }`,
    { slug },
  );
  return event.myParticipation?.team ?? null;
}

/** The names of the viewer's team in an event, the leader first; null without one. */
export const namesOf = async (client: GraphqlClient, slug: string): Promise<string[] | null> =>
  (await teamOf(client, slug))?.members.map(({ user }: Data) => user.username) ?? null;

/** Whose client it is. */
export const usernameOf = async (client: GraphqlClient): Promise<string> =>
  (await client.data('{ viewer { username } }')).viewer.username;

/** The invitations that wait for the viewer's answer, newest first. */
export const invitationsFor = async (client: GraphqlClient): Promise<Data[]> =>
  (await client.data('{ myTeamInvitations { id kind invitee team { id name } invitedBy { username } } }'))
    .myTeamInvitations;

/** Brings a user into the team of another, by an invitation that is accepted. */
export async function teamUp(leader: GraphqlClient, other: GraphqlClient, slug: string): Promise<string> {
  const teamId = (await teamOf(leader, slug)).id as string;
  const invited = await teamAct(leader, 'inviteToTeam', { teamId, invitee: await usernameOf(other) });
  if (invited.refusal) throw new Error(invited.refusal.message);
  const accepted = await teamAct(other, 'acceptTeamInvitation', { invitationId: invited.invitation.id });
  if (accepted.refusal) throw new Error(accepted.refusal.message);
  return teamId;
}
