/** Where a problem version's kit came from, for site admins to trace it. */
export type KitSource =
  | { kind: 'FOLDER' }
  | { kind: 'ZIP'; digest: string }
  | { kind: 'GIT'; url: string; ref: string | null; subfolder: string | null; commit: string };
