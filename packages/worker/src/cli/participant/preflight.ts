import { type ApiAccess, request } from '../graphql-request.js';
import { printable } from './printable.js';
import type { SourceFile } from './read-submission-files.js';

const query = `query ($input: PreflightInput!) { preflight(input: $input) {
  isAccepted files { path findings { severity line column message } }
} }`;

/** What the platform's look at the files tells. */
export interface Preflight {
  isAccepted: boolean;
  files: {
    path: string;
    findings: { severity: 'error' | 'warning' | 'note'; line: number | null; column: number | null; message: string }[];
  }[];
}

/** Asks the platform to look at files, which runs nothing. */
export const preflight = async (access: ApiAccess, eventSlug: string, files: SourceFile[]): Promise<Preflight> =>
  (await request<{ preflight: Preflight }>(access, query, { input: { eventSlug, files } })).preflight;

/** Its findings as compilers write them: `estimator.py:3:5: error: …`. */
export const findingLines = ({ files }: Preflight): string[] =>
  files.flatMap(({ path, findings }) =>
    findings.map(({ severity, line, column, message }) => {
      const place = [path, line, column].filter((part) => part !== null).join(':');
      return printable(`${place}: ${severity}: ${message}`);
    }),
  );
