/** What a client can act on. `INTERNAL` is not here: it is what every other error becomes. */
export const appErrorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'INVALID',
  'RATE_LIMITED',
  'PASSWORD_CHANGE_REQUIRED',
] as const;
export type AppErrorCode = (typeof appErrorCodes)[number];

/** The request is wrong or not allowed. Code and message reach the client as they are; `cause` stays in the log. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: AppErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Answers alike for "does not exist" and "is not yours". */
export const notFound = (what: string): AppError => new AppError('NOT_FOUND', `There is no such ${what}.`);
