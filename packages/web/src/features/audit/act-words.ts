/** Acts whose names do not speak for themselves once they are taken apart. */
const words: Record<string, string> = {
  viewHiddenScores: 'looked at hidden scores',
  createEvent: 'made the event',
  updateEvent: 'changed the event',
  publishKit: 'published a kit',
  checkKit: 'had a kit checked',
  pauseWorker: 'paused a worker',
  resumeWorker: 'resumed a worker',
  startRescoring: 'started a rescoring',
  applyRescoring: 'applied a rescoring',
  dropRescoring: 'dropped a rescoring',
  rerunSubmission: 'ran a submission again',
  rerunSubmissions: 'ran failed submissions again',
  cancelSubmission: 'cancelled a submission',
  withdrawSubmission: 'withdrew a submission',
  disqualifySubmission: 'disqualified a submission',
  reinstateSubmission: 'reinstated a submission',
  importUsers: 'imported people from a file',
  retryMails: 'had mails tried again',
  createAccessToken: 'made an access token',
};

/** An act of the audit log as a person says it: "changed the event"; an unknown one taken apart: "merge teams". */
export const actWords = (act: string): string =>
  words[act] ?? act.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

/** The name of a detail as words: `foldTimeoutSeconds` is "fold timeout seconds". */
export const detailName = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
