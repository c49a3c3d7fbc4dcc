import { BLEND_HEADER, blendRows } from './conformance-blends.mjs';
import { RAMP_WORKFLOW } from './conformance-kits.mjs';
import { conformanceRows, isRandom, markdownTable, summary } from './conformance-report.mjs';
import { runtimeVersions } from './runtime-versions.mjs';

/** The whole of docs/conformance.md. It holds numbers and the kits' own words only: no paths, no names of machines. */
export function conformanceDocument({ kits, blends }, references) {
  const rows = conformanceRows(kits, references);
  return `# Conformance: public RAMP kits on this platform

Written by a script; do not edit. Every sample submission of every kit went through the front door: \`databoard publish\`,
an event, \`submit\` over GraphQL, one isolated run per fold, bagging. Each was submitted twice under different names.

${summary(rows)}

## To run it again

\`\`\`sh
npm run build
node e2e/reference-scores.mjs <folder of kits> --out <folder beside> --ramp-test <ramp-workflow's command>
node e2e/conformance.mjs <folder of kits> --references <folder of recorded scores> --beside <folder beside>
\`\`\`

The folder of kits holds one checkout per kit; \`name@commit\` is an older commit of a kit, \`rampwf-tests-name\` one of the
mini kits in ramp-workflow's own tests. Options and small data that a kit needs are in
[conformance-kits.mjs](../e2e/conformance-kits.mjs). All scores of RAMP are by ramp-workflow at ${RAMP_WORKFLOW}:

- **recorded**: on another machine, with the same versions of the libraries, OpenBLAS 0.3.21 and two threads;
- **beside**: \`ramp-test\` run by \`reference-scores.mjs\` on this machine with one BLAS thread, as workers have.

Libraries here: ${runtimeVersions()}.

## Scores

| column | is |
| --- | --- |
| ours, RAMP | bagged validation / test score, on the kit's first score type; RAMP's recorded one where there is one, else beside |
| difference | largest absolute difference over all folds × steps × score types and the bagged scores, between any of our two runs and the nearest of the recorded runs |
| beside | the same, to the nearest run of RAMP beside |
| repeatable | whether both submissions have the same scores in every bit, else how far they are apart |
| note | what was special; where the difference is above 1e-9, whether it is within the tolerance, and where it is |

**Random submissions** draw from a generator that they do not seed, so RAMP gives other scores each time. Here every fold
starts from a seed of its own. Ours is *within the spread* if the difference, to the nearest run of RAMP, is not larger
than the largest difference between any two of RAMP's own runs. The spread of the recorded scores is that of two runs
only; beside there are more.

**BLAS.** A solver that stops before it has converged shows the last bits of the linear algebra below it, and OpenBLAS
picks its kernels by the processor. Where a recorded reference notes how far RAMP's own scores moved with one thread or
another BLAS, that is the *BLAS tolerance*. Beside, RAMP and this platform use the same kernels.

${markdownTable(rows)}

## Blending

Contributivities in percent, by \`databoard blend\`, which runs the submissions and blends them, against RAMP's
\`ramp-blend\`, recorded; then the ensembles' bagged validation / test score. Where a submission is random, both blended
other predictions, and only the sum means anything.

${markdownTable(blendRows(references.blends, blends, isRandom(references)), BLEND_HEADER)}
`;
}
