import { CommandFailed, exitCode } from '../exit-code.js';
import { type ApiAccess, request } from '../graphql-request.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What a command takes for a submission. */
export const waysToName = 'its id, the address of its page, or <event>/<name> for one of your team';
const ownQuery = `query ($slug: String!) { event(slug: $slug) { myParticipation { submissions { id name } } } }`;

interface OwnAnswer {
  event: { myParticipation: { submissions: { id: string; name: string }[] } | null } | null;
}

/** The id of a submission that was named by its id, the address of its page, or `<event>/<name>` of the own team. */
export async function findSubmissionId(access: ApiAccess, word: string): Promise<string> {
  if (uuid.test(word)) return word.toLowerCase();
  if (/^https?:\/\//.test(word)) return idOfAddress(access, word);
  const [slug, name, more] = word.split('/');
  if (!slug || !name || more !== undefined) {
    throw new CommandFailed(`“${word}” names no submission. Give ${waysToName}.`, exitCode.usage);
  }
  const { event } = await request<OwnAnswer>(access, ownQuery, { slug });
  if (event === null) throw new CommandFailed(`There is no event ${slug}, or none for you.`);
  const found = event.myParticipation?.submissions.find((submission) => submission.name === name);
  if (found === undefined) {
    throw new CommandFailed(
      `Your team has no submission ${name} in ${slug}. \`databoard submissions ${slug}\` lists them.`,
    );
  }
  return found.id;
}

function idOfAddress(access: ApiAccess, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  const id = url?.pathname.split('/').findLast((part) => uuid.test(part));
  if (url === null || id === undefined) throw new CommandFailed(`${address} is no submission's page.`, exitCode.usage);
  if (url.origin !== new URL(access.api).origin) {
    throw new CommandFailed(
      `${address} is on another platform than ${access.api}: give --api ${url.origin}.`,
      exitCode.usage,
    );
  }
  return id.toLowerCase();
}
