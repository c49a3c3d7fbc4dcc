const ENDED = /^(SCORED|CANCELLED|[A-Z]+_ERROR)$/;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Why one submission did not end as it must; undefined when it did. Scores are compared in full precision. */
function faultOf({ name, expected }, actual, calm) {
  if (actual === undefined) return 'is not there';
  if (!ENDED.test(actual.state)) return `has not ended: ${actual.state}`;
  const said = ({ state, reasons }) => [state, ...reasons].join(' ');
  if (said(actual) !== said(expected)) return `ended as ${said(actual)} instead of ${said(expected)}`;
  if (calm === undefined) return `${name} is missing in the calm run`;
  if (said(calm) !== said(actual)) return `ended as ${said(actual)}, in the calm run as ${said(calm)}`;
  if (expected.state !== 'SCORED') return undefined;
  if (actual.scores.length === 0) return 'has no scores';
  return same(actual.scores, calm.scores) ? undefined : 'has other scores than in the calm run';
}

/**
 * Judges a disturbed run: `record` and `calm` are what `openRecord(…).read()` said after
 * either, with the `board` that the platform then showed. Good means that every
 * submission reached its right end, none was lost, nothing ended or was scored twice, and the board equals the calm one.
 */
export function judge(plan, record, calm) {
  const byName = ({ outcomes }) => new Map(outcomes.map((outcome) => [outcome.name, outcome]));
  const [actual, quiet] = [byName(record), byName(calm)];
  const wrong = plan.flatMap((planned) => {
    const fault = faultOf(planned, actual.get(planned.name), quiet.get(planned.name));
    return fault === undefined ? [] : [{ name: planned.name, kind: planned.kind, fault }];
  });
  const scored = (outcomes) =>
    [...outcomes.values()].filter(({ state }) => state === 'SCORED').map(({ name, scores }) => [name, scores]);
  const { counts, outcomes } = record;
  const lost = plan.filter(({ name }) => !ENDED.test(actual.get(name)?.state ?? '')).length;
  const doubled = counts.submissions - plan.length + lostRows(plan, actual);
  const scoredTwice = counts.scoresTwice + counts.scoresTouched + counts.endedTwice + counts.movedAfterEnd;
  const furtherEvaluations = counts.evaluations - counts.submissions;
  const boardEqual = same(scored(actual), scored(quiet)) && same(record.board, calm.board);
  const sum = (key) => outcomes.reduce((total, outcome) => total + (outcome[key] ?? 0), 0);
  const isGood = [wrong.length, lost, doubled, scoredTwice, furtherEvaluations].every((count) => count === 0);
  return {
    good: isGood && counts.current === counts.submissions && boardEqual,
    wrong,
    lost,
    doubled,
    scoredTwice,
    endedTwice: counts.endedTwice,
    movedAfterEnd: counts.movedAfterEnd,
    boardEqual,
    onBoard: record.board.length,
    furtherAttempts: sum('furtherAttempts'),
    mostAttempts: Math.max(0, ...outcomes.map(({ mostAttempts }) => mostAttempts ?? 0)),
    faults: sum('faults'),
  };
}

const lostRows = (plan, actual) => plan.filter(({ name }) => !actual.has(name)).length;
