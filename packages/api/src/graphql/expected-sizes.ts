/**
 * How many objects to expect of a list that takes no `first`, by type and field. What is not here counts as ten. Only what
 * the answer's cost is reckoned with: nothing is cut off by it.
 */
export const expectedSizes: Readonly<Record<string, number>> = {
  'BoardChart.points': 500,
  'BoardChart.bestSoFar': 50,
  'Query.events': 50,
  'Query.problems': 50,
  'Participation.submissions': 50,
};

/** Objects that a field costs beside those it holds: what is read from the artifact store, or computed for each asker. */
export const extraCosts: Readonly<Record<string, number>> = {
  'Event.readme': 20,
  'Event.startingKit': 20,
  'Event.board': 50,
  'FoldRun.log': 50,
  'FoldRun.logNotice': 50,
  'Participation.draft': 20,
  'Submission.files': 20,
};
