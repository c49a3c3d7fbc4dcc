import { conformanceRows, markdownTable, summary } from './conformance-report.mjs';
import { runtimeVersions } from './runtime-versions.mjs';

/** The whole of docs/conformance.md. It holds numbers and the kits' own words only: no paths, no names of machines. */
export function conformanceDocument(measured, references) {
  const rows = conformanceRows(measured, references);
  return `# Conformance: public RAMP kits on this platform

Written by a script; do not edit. Every sample submission of every kit went through the front door: \`databoard publish\`,
an event, \`submit\` over GraphQL, one isolated run per fold, bagging. Each was submitted twice under different names.

\`\`\`sh
npm run build
node e2e/conformance.mjs <folder of kits> --references <folder of RAMP's scores>
\`\`\`

The folder holds one checkout per kit; \`name@commit\` is an older commit of a kit, \`rampwf-tests-name\` one of the mini
kits in ramp-workflow's own tests. Options and small data that a kit needs are in
[conformance-kits.mjs](../e2e/conformance-kits.mjs). A reference is a JSON file \`<kit>__<submission>.json\` with the scores
that ramp-workflow 0.8 (f87e992) gave for the same files.

These runs: ${runtimeVersions()}. The references: the same versions of the libraries on Python 3.11.2, OpenBLAS 0.3.21
with two threads, all folds in one process.

${summary(rows)}

| column | is |
| --- | --- |
| ours, RAMP | bagged validation / test score, on the kit's first score type |
| largest difference | largest absolute difference over all folds × steps × score types and the bagged scores, to the nearest of the runs that the reference holds |
| repeatable | both submissions have the same scores in every bit |
| note | what was special; where the difference is not below 1e-9, whether it is still within the tolerance, and where it is |

**Random submissions.** Some submissions draw from a random generator that they do not seed, so RAMP gives other scores
each time. Here every fold starts from a seed of its own. Ours is *within the spread* if the largest difference between
our run and the nearest of the reference's runs is not larger than the largest difference between two unseeded runs of
RAMP itself.

**BLAS.** A solver that stops before it has converged shows the last bits of the linear algebra below it. Where the
reference notes how far RAMP's own scores move with one thread or with another BLAS, that is the tolerance.

${markdownTable(rows)}
`;
}
