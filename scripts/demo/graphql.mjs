/** A refusal that the caller may know how to go on from: `reason` is one of the schema's RefusalReason. */
export class Refused extends Error {
  constructor({ reason, message }) {
    super(message);
    this.reason = reason;
  }
}

/** A client for the platform's GraphQL API that signs in like anyone else. Refusals and errors are thrown. */
export function graphqlClient(apiUrl) {
  let headers = {};

  async function send(query, variables) {
    const response = await fetch(`${apiUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return { data, cookies: response.headers.getSetCookie() };
  }

  const rememberSession = (cookies) => {
    const pairs = cookies.map((cookie) => cookie.split(';')[0]);
    if (pairs.length > 0) headers = { cookie: pairs.join('; ') };
  };

  return {
    /** Sends a query; resolves to its data. */
    query: async (query, variables) => (await send(query, variables)).data,

    /** Sends a mutation with one `$input`; resolves to its payload, throws `Refused` when the platform refuses. */
    async mutate(name, inputType, fields, input) {
      const document = `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${fields} refusal { reason message } } }`;
      const { data, cookies } = await send(document, { input });
      if (data[name].refusal) throw new Refused(data[name].refusal);
      rememberSession(cookies);
      return data[name];
    },
  };
}
