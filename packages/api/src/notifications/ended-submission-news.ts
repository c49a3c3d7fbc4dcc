import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import type { News } from './notify.js';

/** A submission whose judging has ended, as its team is told of it. Nothing of the test data is in it. */
export interface EndedSubmission {
  submissionId: string;
  name: string;
  state: EvaluationState;
  /** Why it failed; null where it did not. */
  reason: FailureReason | null;
  /** The public score; null where there is none. */
  score: number | null;
  /** Better than everything else of the team's; null where there is nothing else. */
  isBest: boolean | null;
}

export interface ScoreWords {
  name: string;
  precision: number;
}

const reasonWords: Record<FailureReason, string> = {
  EXCEPTION: 'the code raised an exception',
  TIMEOUT: 'it ran longer than it may',
  OUT_OF_MEMORY: 'it needed more memory than it may',
  BAD_PREDICTIONS: 'its predictions are not what the problem asks for',
  OUTPUT_LIMIT: 'it printed or wrote more than it may',
  PROCESS_LIMIT: 'it started more processes than it may',
  KILLED: 'the process ended without a Python error',
  PLATFORM: 'the platform could not judge it',
};

/** How many submissions of a team are told one by one when they end together. */
const oneByOneMax = 3;

/** The news of one team's submissions that have ended; many at once are one line. */
export function endedNews(
  ended: readonly EndedSubmission[],
  event: { id: string; slug: string; title: string },
  scoreWords: ScoreWords,
): Pick<News, 'title' | 'body' | 'path'>[] {
  if (ended.length <= oneByOneMax) return ended.map((one) => newsOfOne(one, event.title, scoreWords));
  const scored = ended.filter(({ state }) => state === 'SCORED');
  const best = scored.find(({ isBest }) => isBest !== false);
  const counts = [
    `${scored.length} scored`,
    ...(ended.length > scored.length ? [`${ended.length - scored.length} not`] : []),
  ].join(', ');
  const words = best ? ` “${best.name}” is your team’s best so far: ${scoreIn(best.score, scoreWords)}.` : '';
  return [
    {
      title: `${ended.length} of your submissions have been judged`,
      body: `In “${event.title}”: ${counts}.${words}`,
      path: `/events/${event.slug}/submissions`,
    },
  ];
}

function newsOfOne(
  { submissionId, name, state, reason, score, isBest }: EndedSubmission,
  title: string,
  scoreWords: ScoreWords,
): Pick<News, 'title' | 'body' | 'path'> {
  const path = `/submissions/${submissionId}`;
  switch (state) {
    case 'SCORED': {
      const best =
        isBest === true ? ' It is your team’s best so far.' : isBest === null ? ' It is your team’s first.' : '';
      return { title: `“${name}” scored ${scoreIn(score, scoreWords)}`, body: `In “${title}”.${best}`, path };
    }
    case 'CANCELLED':
      return { title: `“${name}” was cancelled`, body: `In “${title}”.`, path };
    case 'CHECKING_ERROR':
      return {
        title: `“${name}” could not be judged`,
        body: `In “${title}”. That is the platform’s fault and does not count against you; the organisers can run it again.`,
        path,
      };
    default:
      return {
        title: `“${name}” failed`,
        body: `In “${title}”: ${reason === null ? 'see its page' : reasonWords[reason]}.`,
        path,
      };
  }
}

const scoreIn = (score: number | null, { name, precision }: ScoreWords): string =>
  score === null || !Number.isFinite(score) ? `no number (${name})` : `${score.toFixed(precision)} (${name})`;
