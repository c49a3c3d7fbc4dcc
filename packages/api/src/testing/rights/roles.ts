/** Who asks, as the event and the submission that is asked about see them. */
export const roles = [
  'ANONYMOUS',
  /** Signed in, but the account waits for its confirmation. */
  'WAITING',
  /** Signed in with a password that was generated, and has to choose another first. */
  'NEWCOMER',
  'USER',
  /** Has asked to take part. */
  'ASKED',
  'PARTICIPANT',
  /** Of the team that submitted. */
  'OWN_TEAM',
  /** Runs another event. */
  'OTHER_ADMIN',
  'EVENT_ADMIN',
  'SITE_ADMIN',
] as const;
export type Role = (typeof roles)[number];

/** The phases of an event that everybody may know of; then one that is hidden while it is competitive, and one that is archived. */
export const stages = ['UPCOMING', 'COMPETITIVE', 'COLLABORATIVE', 'CLOSED', 'HIDDEN', 'ARCHIVED'] as const;
export type Stage = (typeof stages)[number];

/** Whether a role may do or see something at a stage. */
export type Rule = (role: Role, stage: Stage) => boolean;

const someOf =
  (...allowed: Role[]): Rule =>
  (role) =>
    allowed.includes(role);

export const anyone: Rule = () => true;
export const nobody: Rule = () => false;
/** Whoever has a session, also while the account waits. */
export const withSession: Rule = (role) => role !== 'ANONYMOUS';
export const signedIn: Rule = (role) => role !== 'ANONYMOUS' && role !== 'WAITING';
export const siteAdmins = someOf('SITE_ADMIN');
export const organisers = someOf('EVENT_ADMIN', 'SITE_ADMIN');
export const ownTeam = someOf('OWN_TEAM');
export const approved = someOf('PARTICIPANT', 'OWN_TEAM');
export const participants = someOf('ASKED', 'PARTICIPANT', 'OWN_TEAM');

export const either =
  (...rules: Rule[]): Rule =>
  (role, stage) =>
    rules.some((rule) => rule(role, stage));
export const both =
  (...rules: Rule[]): Rule =>
  (role, stage) =>
    rules.every((rule) => rule(role, stage));
export const at =
  (...allowed: Stage[]): Rule =>
  (_role, stage) =>
    allowed.includes(stage);

/** Whoever may know of the event: a hidden one is for those who take part, have asked to, or run it. */
export const seesEvent: Rule = both(
  (role) => role !== 'NEWCOMER',
  either(at(...stages.filter((stage) => stage !== 'HIDDEN')), participants, organisers),
);
/** The result is final. */
export const isOver = at('CLOSED', 'ARCHIVED');
/** What organisers may still act on. */
export const isLive: Rule = (_role, stage) => stage !== 'ARCHIVED';
export const isBeforeClosing: Rule = (role, stage) => !isOver(role, stage);
/** Submissions are taken. */
export const isOpen = at('COMPETITIVE', 'COLLABORATIVE', 'HIDDEN');
/** Own code always; others' to approved participants once it has opened up. */
export const readsCode = either(organisers, ownTeam, both(approved, at('COLLABORATIVE', 'CLOSED', 'ARCHIVED')));
/** Scores on hidden data: the organisers, and participants once the event has closed. */
export const seesTestScores = either(organisers, both(approved, isOver));
