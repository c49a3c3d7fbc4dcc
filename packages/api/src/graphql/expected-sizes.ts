/**
 * How many objects to expect of a list that takes no `first`, by type and field. What is not here counts as ten. Only what
 * the answer's cost is reckoned with: nothing is cut off by it.
 */
export const expectedSizes: Readonly<Record<string, number>> = {
  'BlendCurve.combined': 21,
  'BoardChart.points': 500,
  'BoardChart.bestSoFar': 50,
  'Query.events': 50,
  'Notebook.cells': 100,
  'NotebookCell.outputs': 2,
  'Participation.submissions': 50,
};

/** Objects that a field costs beside those it holds: what is read from the artifact store, or computed for each asker. */
export const extraCosts: Readonly<Record<string, number>> = {
  'Event.readme': 20,
  'Event.startingKit': 20,
  'Event.board': 50,
  'FoldRun.log': 50,
  'FoldRun.logNotice': 50,
  'InstancePage.source': 20,
  'Participation.draft': 20,
  // A notebook with its pictures is the largest answer there is.
  'ProblemVersion.notebookContent': 2000,
  'ProblemVersion.changes': 200,
  'ProblemVersion.check': 100,
  'ProblemVersion.kitFiles': 20,
  'ProblemVersion.kitFileCount': 20,
  'ProblemVersion.kitBytes': 20,
  'ProblemVersion.readme': 20,
  'Submission.files': 20,
};
