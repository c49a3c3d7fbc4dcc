import { seeded } from './seeded.mjs';

/** Two events on the same kit: time-outs need a short limit, which would be unfair to slow ones on a busy machine. */
export const EVENTS = { patient: 'chaos', hasty: 'chaos-hasty' };
/** Seconds per fold in each. */
export const TIMEOUT_SECONDS = { [EVENTS.patient]: 300, [EVENTS.hasty]: 2 };

// Every tree is another one, so that a score that got to the wrong submission shows.
const tree = (number) =>
  `DecisionTreeClassifier(max_depth=${1 + (number % 6)}, min_samples_leaf=${1 + (Math.floor(number / 6) % 9)}, random_state=${number})`;
const working = (number) =>
  `from sklearn.tree import DecisionTreeClassifier\n\n\ndef get_estimator():\n    return ${tree(number)}\n`;
const inFit = (imports, lines, number) => `${imports.map((name) => `import ${name}\n`).join('')}
from sklearn.tree import DecisionTreeClassifier


class Model(DecisionTreeClassifier):
    def fit(self, X, y):
${lines.map((line) => `        ${line}\n`).join('')}        return super().fit(X, y)


def get_estimator():
    return Model(max_depth=${1 + (number % 6)}, random_state=${number})
`;

const scored = { state: 'SCORED', reasons: [] };
const failed = (reason) => ({ state: 'TRAINING_ERROR', reasons: [reason] });

/** The kinds of submissions: how many in a hundred, what they send, and how each must end. */
export const KINDS = {
  fast: { share: 68, event: EVENTS.patient, expected: scored, code: working },
  slow: {
    share: 14,
    event: EVENTS.patient,
    expected: scored,
    code: (number) => inFit(['time'], [`time.sleep(${0.3 + (number % 8) / 10})`], number),
  },
  exception: {
    share: 8,
    event: EVENTS.patient,
    expected: failed('EXCEPTION'),
    code: (number) => inFit([], [`raise ValueError('number ${number}')`], number),
  },
  memory: {
    share: 6,
    event: EVENTS.patient,
    expected: failed('OUT_OF_MEMORY'),
    code: (number) => inFit(['numpy'], ['self.block = numpy.ones(1 << 31)'], number),
  },
  timeout: {
    share: 4,
    event: EVENTS.hasty,
    expected: failed('TIMEOUT'),
    code: (number) => inFit(['time'], ['time.sleep(600)'], number),
  },
};

/**
 * What is submitted, by whom, and how each must end; the same for the same seed. Every kind occurs from some 25 submissions
 * on. `wait` says when in the time of submitting, from 0 to 1.
 */
export function makePlan({ seed, submissions, teams }) {
  const random = seeded(seed);
  const kinds = Object.entries(KINDS).flatMap(([kind, { share }]) => Array.from({ length: share }, () => kind));
  // Every kind in its share, not by luck: evenly spaced picks from the list of a hundred, then shuffled.
  const chosen = Array.from(
    { length: submissions },
    (_, n) => kinds[Math.floor(((n + 0.5) * 100) / submissions) % 100],
  );
  return random.shuffled(chosen).map((kind, number) => ({
    name: `chaos-${String(number).padStart(4, '0')}`,
    team: number % teams,
    kind,
    event: KINDS[kind].event,
    expected: KINDS[kind].expected,
    wait: random.next(),
    files: [{ path: 'estimator.py', content: KINDS[kind].code(number) }],
  }));
}
