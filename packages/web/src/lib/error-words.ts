import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** What went wrong, in a sentence a participant can act on. The api's coded errors carry public messages. */
export function errorWords(error: unknown): string {
  if (CombinedGraphQLErrors.is(error)) {
    if (hasCode(error, 'UNAUTHENTICATED')) return 'Your session has ended. Sign in again; nothing you typed is lost.';
    const first = error.errors[0];
    return first ? sentence(first.message) : 'The server refused the request.';
  }
  if (ServerError.is(error)) return `The server answered with status ${error.statusCode}. Try again in a moment.`;
  return 'The server cannot be reached. Check your connection; this page tries again when you do.';
}

/** Whether the session is gone, so that the page can offer to sign in again. */
export const isUnauthenticated = (error: unknown): boolean =>
  CombinedGraphQLErrors.is(error) && hasCode(error, 'UNAUTHENTICATED');

/** Whether the viewer may not see or do this, whoever they are. */
export const isForbidden = (error: unknown): boolean =>
  CombinedGraphQLErrors.is(error) && (hasCode(error, 'FORBIDDEN') || hasCode(error, 'UNAUTHENTICATED'));

const hasCode = (error: CombinedGraphQLErrors, code: string) =>
  error.errors.some((one) => one.extensions?.['code'] === code);

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
