import { scoredFold } from './fake-worker.js';
import type { Data, GraphqlClient } from './graphql-client.js';
import { join, newAdmin, newUser, openEvent, publishReady } from './scenario.js';
import { startTestApp, type TestApp } from './test-app.js';

const inputs: Record<string, string> = {
  removeTeamMember: 'TeamMemberInput',
  handOverTeam: 'TeamMemberInput',
  acceptTeamInvitation: 'TeamInvitationInput',
  declineTeamInvitation: 'TeamInvitationInput',
  revokeTeamInvitation: 'TeamInvitationInput',
};
const invitations = ['inviteToTeam', 'proposeTeamMerge', 'declineTeamInvitation', 'askToJoinTeam'];

const teamFields = `id name hasSubmitted isMine takesRequests members { isLeader user { id username } }
  rights { rename invite revoke merge remove handOver leave select answer openUp } invitations { id kind invitee state }
  requests { id kind invitee state invitedBy { username } }`;

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

/** What the viewer has asked of teams and nobody has answered. */
export const requestsOf = async (client: GraphqlClient): Promise<Data[]> =>
  (await client.data('{ myTeamRequests { id kind state team { id name } } }')).myTeamRequests;

/** Brings a user into the team of another, by an invitation that is accepted. */
export async function teamUp(leader: GraphqlClient, other: GraphqlClient, slug: string): Promise<string> {
  const teamId = (await teamOf(leader, slug)).id as string;
  const invited = await teamAct(leader, 'inviteToTeam', { teamId, invitee: await usernameOf(other) });
  if (invited.refusal) throw new Error(invited.refusal.message);
  const accepted = await teamAct(other, 'acceptTeamInvitation', { invitationId: invited.invitation.id });
  if (accepted.refusal) throw new Error(accepted.refusal.message);
  return teamId;
}

/** An api whose events are for teams. The caller closes `test`. */
export interface TeamScene {
  test: TestApp;
  admin: GraphqlClient;
  problemVersionId: string;
  /** An event for teams of up to three with so many people in it, each alone. */
  enter(count: number, changed?: Record<string, unknown>): Promise<{ slug: string; people: People }>;
  /** Titles of a user's news, newest first. */
  newsOf(client: GraphqlClient): Promise<string[]>;
  /** What the event's audit log holds, oldest first, without its beginning. */
  actsOf(slug: string): Promise<string[]>;
}
/** As many as were asked for; four are named, because no test needs more by name. */
type People = [GraphqlClient, GraphqlClient, GraphqlClient, GraphqlClient];

/** Makes the scene; every fold is scored at once. */
export async function openTeamScene(options: Parameters<typeof startTestApp>[0] = {}): Promise<TeamScene> {
  const test = await startTestApp(options);
  const admin = await newAdmin(test);
  const problemVersionId = await publishReady(admin);
  test.worker.script.fold = () => scoredFold(0.8);
  return {
    ...{ test, admin, problemVersionId },
    async enter(count, changed = {}) {
      const slug = await openEvent(test, admin, { problemVersionId, maxTeamSize: 3, ...changed });
      const people = await Promise.all(Array.from({ length: count }, () => newUser(test)));
      await Promise.all(people.map((client) => join(client, slug)));
      return { slug, people: people as People };
    },
    async newsOf(client) {
      const rows = await test.app.orm.em
        .fork()
        .execute<{ title: string }[]>(
          'select n.title from notification n join "user" u on u.id = n.user_id where u.username = ? order by n.created_at desc, n.id',
          [await usernameOf(client)],
        );
      return rows.map(({ title }) => title);
    },
    async actsOf(slug) {
      const rows = await test.app.orm.em
        .fork()
        .execute<{ act: string }[]>(
          'select act from audit_entry a join event e on e.id = a.event_id where e.slug = ? and act <> ? order by a.at',
          [slug, 'createEvent'],
        );
      return rows.map(({ act }) => act);
    },
  };
}

/** Invites a user into the leader's team. */
export const invite = async (leader: GraphqlClient, other: GraphqlClient, slug: string): Promise<Data> =>
  teamAct(leader, 'inviteToTeam', { teamId: (await teamOf(leader, slug)).id, invitee: await usernameOf(other) });

/** Accepts the newest invitation that waits for the user. */
export const accept = async (client: GraphqlClient): Promise<Data> =>
  teamAct(client, 'acceptTeamInvitation', { invitationId: (await invitationsFor(client))[0]?.id });

/** What an act on a team is answered with where it is an error; null where it is done, or refused. */
export const errorOf = (client: GraphqlClient, name: string, input: object): Promise<string | null> =>
  teamAct(client, name, input).then(
    () => null,
    (error: Error) => error.message,
  );
