import type { EventSettings } from './event-settings.js';

/** What the rules are about, in the order in which they are told. */
export const ruleTopics = ['DATES', 'SIGN_UP', 'TEAMS', 'SUBMITTING', 'JUDGING', 'RANKING', 'VISIBILITY'] as const;
export type RuleTopic = (typeof ruleTopics)[number];

/** One rule, as a sentence. `code` stays the same while words may change. */
export interface EventRule {
  topic: RuleTopic;
  code: string;
  sentence: string;
}

/** What of the problem the rules depend on. */
export interface RuledProblem {
  /** The official score type’s direction. */
  isLowerTheBetter: boolean;
  hasPrivateData: boolean;
  foldCount: number;
}

/**
 * The rules of an event in sentences, made from its real settings: the rules page, programs and the organisers' preview
 * all show these, so that what is written is what holds.
 */
export function eventRules(settings: EventSettings, problem: RuledProblem): EventRule[] {
  const told = (topic: RuleTopic, rules: Record<string, string | null>): EventRule[] =>
    Object.entries(rules).flatMap(([code, sentence]) => (sentence === null ? [] : [{ topic, code, sentence }]));
  return [
    ...told('DATES', dateRules(settings)),
    ...told('SIGN_UP', signUpRules(settings)),
    ...told('TEAMS', teamRules(settings)),
    ...told('SUBMITTING', submittingRules(settings)),
    ...told('JUDGING', judgingRules(settings, problem)),
    ...told('RANKING', rankingRules(settings, problem)),
    ...told('VISIBILITY', visibilityRules(settings, problem)),
  ];
}

type Rules = Record<string, string | null>;

function dateRules({ opensAt, publicOpensAt, closesAt }: EventSettings): Rules {
  const opensUp = publicOpensAt < closesAt;
  return {
    opens: `The event opens on ${moment(opensAt)}.`,
    opensUp: opensUp
      ? `It is competitive until ${moment(publicOpensAt)}: everybody works alone. From then on it is collaborative: participants read and reuse each other’s code.`
      : 'It is competitive until it closes: code stays with its team.',
    closes: `It closes on ${moment(closesAt)}. The server’s clock decides. What was submitted by then is judged, and its result is final.`,
  };
}

function signUpRules({ visibility, signUpMode, signUpClosesAt }: EventSettings): Rules {
  const ways = {
    OPEN: 'Everybody with an account can sign up, and takes part at once.',
    CODE: 'To sign up, one needs the code that the organisers hand out.',
    APPROVAL: 'One asks to take part, and the organisers approve each request.',
  };
  return {
    mode: ways[signUpMode],
    hidden: visibility === 'HIDDEN' ? 'Only those who were invited see this event.' : null,
    signUpCloses: signUpClosesAt === null ? null : `One can sign up until ${moment(signUpClosesAt)}.`,
  };
}

function teamRules({ maxTeamSize, teamsFreezeAt, closesAt }: EventSettings): Rules {
  if (maxTeamSize === 1) return { size: 'Everybody competes alone.' };
  return {
    size: `Up to ${maxTeamSize} people compete as one team.`,
    freeze: `Teams change until ${moment(teamsFreezeAt ?? closesAt)}.`,
    shared: 'All that follows counts for the team, however many people are in it.',
  };
}

function submittingRules(settings: EventSettings): Rules {
  const { minSecondsBetweenSubmissions: wait, maxSubmissionsPerDay: perDay, maxSubmissionsTotal: total } = settings;
  return {
    wait:
      wait === 0
        ? 'One may submit again at once.'
        : `After a submission, a team waits ${span(wait)} before the next one.`,
    perDay: perDay === null ? null : `A team submits at most ${times(perDay)} a day; days are those of UTC.`,
    total: total === null ? null : `A team submits at most ${times(total)} in all.`,
    faults: 'Submissions that fail by the platform’s fault count neither for the wait nor for the limits.',
    withdraw: 'A team may withdraw a submission until the event closes; withdrawing gives no submission back.',
  };
}

function judgingRules(settings: EventSettings, { foldCount, hasPrivateData }: RuledProblem): Rules {
  const { foldTimeoutSeconds, foldMemoryMiB, foldCores, evaluationTimeoutSeconds, stopsAtFirstFailure } = settings;
  const folds = `${foldCount} ${foldCount === 1 ? 'fold' : 'folds'}`;
  const cores = `${foldCores} ${foldCores === 1 ? 'core' : 'cores'}`;
  return {
    folds: `A submission is trained and scored on ${folds}, each in a process of its own without network.`,
    limits: `Each fold has ${span(foldTimeoutSeconds)}, ${memory(foldMemoryMiB)} of memory and ${cores}.`,
    moreLimits: `It may run ${settings.foldProcessesMax} processes and threads, write ${memory(settings.foldDiskMiB)} of files and print ${settings.foldLogKiB} KiB.`,
    evaluationTime:
      evaluationTimeoutSeconds === null
        ? null
        : `All folds of a submission together have ${span(evaluationTimeoutSeconds)}.`,
    firstFailure: stopsAtFirstFailure
      ? 'The first fold that fails ends the submission.'
      : 'All folds are run, even if one fails.',
    privateData: hasPrivateData ? 'It is judged on data that participants do not have.' : null,
  };
}

function rankingRules(settings: EventSettings, { isLowerTheBetter }: RuledProblem): Rules {
  const { officialScoreType, finalSelectionMax, blendMinImprovement } = settings;
  const direction = isLowerTheBetter ? 'lower' : 'higher';
  return {
    official: `${officialScoreType} ranks; ${direction} is better. The public board ranks by the validation data, the private one by the test data.`,
    selection:
      finalSelectionMax === null
        ? 'For each team the submission with the best public score counts.'
        : `Each team chooses up to ${times(finalSelectionMax, 'submission')} that count; without a choice, those with the best public score do.`,
    ties: 'At equal scores, in every digit, the earlier submission goes first; equal in both, they share the rank.',
    contributivity:
      blendMinImprovement > 0
        ? `A submission enters the ensemble when it improves it by more than ${blendMinImprovement}.`
        : null,
  };
}

function visibilityRules(settings: EventSettings, { hasPrivateData }: RuledProblem): Rules {
  const { opensAt, publicOpensAt, closesAt, showsCodeAfterClosing, showsLogs } = settings;
  const afterwards = showsCodeAfterClosing
    ? 'Once the event has closed, participants may read all code.'
    : 'Once the event has closed, each team reads its own code alone.';
  return {
    publicScores: 'Names, teams and public scores are there for everybody who sees the event.',
    codeWhileOpen:
      publicOpensAt < closesAt && publicOpensAt > opensAt
        ? `Code is closed to other teams until ${moment(publicOpensAt)}, and then open to all participants.`
        : publicOpensAt < closesAt
          ? 'Code is open to all participants from the start.'
          : 'Code is closed to other teams while the event is open.',
    codeAfterClosing: afterwards,
    privateScores: 'Private scores are shown once the event has closed; until then, to the organisers alone.',
    logs:
      hasPrivateData && !showsLogs
        ? 'What code prints is shown to the organisers alone, since it could carry hidden data; of a failure, a team sees its own lines.'
        : 'What code prints is shown to its own team and the organisers.',
  };
}

const months = 'January February March April May June July August September October November December'.split(' ');
const two = (value: number) => String(value).padStart(2, '0');

/** A moment with its zone: “3 March 2030, 12:00 UTC”. */
const moment = (at: Date): string =>
  `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}${at.getUTCSeconds() === 0 ? '' : `:${two(at.getUTCSeconds())}`} UTC`;

const times = (count: number, what = 'time') => `${count} ${count === 1 ? what : `${what}s`}`;
const memory = (mib: number) => (mib >= 1024 && mib % 512 === 0 ? `${mib / 1024} GiB` : `${mib} MiB`);

/** Seconds in their units: “1 h 30 min”. */
function span(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  const said = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`]));
  return said.length === 0 ? '0 s' : said.join(' ');
}
