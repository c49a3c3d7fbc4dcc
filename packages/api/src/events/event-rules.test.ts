import assert from 'node:assert/strict';
import { type EventRule, eventRules, ruleTopics } from './event-rules.js';
import { defaultEventSettings, type EventSettings, eventSettings } from './event-settings.js';
import { type PreviewedEvent, type PreviewRole, previewRoles, visibilityPreview } from './visibility-preview.js';

const settings: EventSettings = {
  ...defaultEventSettings,
  title: 'Iris',
  opensAt: new Date('2030-03-01T00:00:00Z'),
  publicOpensAt: new Date('2030-03-20T12:00:00Z'),
  closesAt: new Date('2030-04-01T00:00:00Z'),
  officialScoreType: 'acc',
  maxTeamSize: 3,
};
const problem = { isLowerTheBetter: false, hasPrivateData: true, foldCount: 8 };
const text = (rules: EventRule[]) => rules.map(({ sentence }) => sentence).join('\n');
const written = (changed: Partial<EventSettings> = {}, ofProblem = problem) =>
  text(eventRules({ ...settings, ...changed }, ofProblem));

describe('the rules of an event in sentences', () => {
  /** Another value of every setting that participants are told of; the others are nobody's business, or no rule. */
  const others: { [K in keyof EventSettings]?: EventSettings[K] } = {
    visibility: 'HIDDEN',
    opensAt: new Date('2030-03-02T00:00:00Z'),
    publicOpensAt: new Date('2030-03-21T12:00:00Z'),
    closesAt: new Date('2030-04-02T00:00:00Z'),
    signUpMode: 'CODE',
    signUpClosesAt: new Date('2030-03-05T00:00:00Z'),
    maxTeamSize: 4,
    teamsFreezeAt: new Date('2030-03-06T00:00:00Z'),
    finalSelectionMax: 2,
    minSecondsBetweenSubmissions: 60,
    maxSubmissionsPerDay: 5,
    maxSubmissionsTotal: 50,
    officialScoreType: 'auc',
    showsCodeAfterClosing: false,
    showsLogs: true,
    blendMinImprovement: 0.5,
    foldTimeoutSeconds: 60,
    foldMemoryMiB: 4096,
    foldProcessesMax: 7,
    foldDiskMiB: 77,
    foldLogKiB: 777,
    foldCores: 2,
    evaluationTimeoutSeconds: 7200,
    stopsAtFirstFailure: false,
  };
  const untold = ['title', 'description', 'signUpCode', 'foldPredictionMiB', 'weight'];

  for (const setting of eventSettings) {
    if (untold.includes(setting)) continue;
    it(`change with ${setting}`, () => {
      assert.ok(setting in others, `say another value of ${setting}, or that it is no rule`);
      assert.notEqual(written({ [setting]: others[setting] }), written());
    });
  }

  it('say what holds, with zones and units', () => {
    assert.match(written(), /closes on 1 April 2030, 00:00 UTC/);
    assert.match(written(), /waits 15 min before/);
    assert.match(written({ minSecondsBetweenSubmissions: 5430 }), /waits 1 h 30 min 30 s/);
    assert.match(written({ foldMemoryMiB: 2048 }), /2 GiB of memory/);
    assert.match(written({ maxTeamSize: 1 }), /Everybody competes alone/);
    assert.match(written({ publicOpensAt: settings.closesAt }), /code stays with its team/);
    assert.match(written({ publicOpensAt: settings.opensAt }), /open to all participants from the start/);
    assert.match(written({}, { ...problem, isLowerTheBetter: true }), /lower is better/);
    assert.doesNotMatch(written({}, { ...problem, hasPrivateData: false }), /organisers alone, since it could/);
  });

  it('never tell the code to sign up with', () => {
    assert.doesNotMatch(written({ signUpMode: 'CODE', signUpCode: 'sesame-2030' }), /sesame/);
  });

  it('are in the order of their topics, each code once', () => {
    const rules = eventRules({ ...settings, ...others }, problem);
    const places = rules.map(({ topic }) => ruleTopics.indexOf(topic));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(rules.map(({ code }) => code)).size, rules.length);
  });
});

describe('the preview of who sees what', () => {
  const event: PreviewedEvent = { ...settings, isArchived: false, hasPrivateData: true };
  const moments = { U: '2030-02-01', C: '2030-03-10', O: '2030-03-25', X: '2030-05-01' };
  const allowed = (role: PreviewRole, phase: keyof typeof moments, changed: Partial<PreviewedEvent> = {}): string[] =>
    visibilityPreview({ ...event, ...changed }, role, new Date(moments[phase]))
      .rows.filter(({ isAllowed }) => isAllowed)
      .map(({ what }) => what.replace(/^(own submissions|submissions of others): /, ''));

  it('follows the phases', () => {
    assert.ok(!allowed('PARTICIPANT', 'C').includes('code'));
    assert.ok(allowed('PARTICIPANT', 'O').includes('code'));
    assert.ok(allowed('PARTICIPANT', 'X').includes('code'));
    assert.ok(!allowed('PARTICIPANT', 'X', { showsCodeAfterClosing: false }).includes('code'));
    assert.ok(!allowed('OWN_TEAM', 'O').includes('private score'));
    assert.ok(allowed('OWN_TEAM', 'X').includes('private score'));
    assert.ok(!allowed('OWN_TEAM', 'C').includes('what the code prints'));
    assert.ok(allowed('OWN_TEAM', 'C', { showsLogs: true }).includes('what the code prints'));
  });

  it('shows nothing of a hidden event to strangers, and everything to its admins', () => {
    for (const role of ['ANONYMOUS', 'USER', 'REJECTED'] as const) {
      for (const phase of ['U', 'C', 'O', 'X'] as const)
        assert.deepEqual(allowed(role, phase, { visibility: 'HIDDEN' }), []);
    }
    assert.ok(allowed('INVITED', 'U', { visibility: 'HIDDEN' }).includes('the event, its rules and its kit'));
    assert.ok(allowed('EVENT_ADMIN', 'U').includes('the private board'));
  });

  it('never gives a role more than the next higher one, admins apart', () => {
    for (const phase of ['U', 'C', 'O', 'X'] as const) {
      const ranks = previewRoles.filter((role) => role !== 'EVENT_ADMIN' && role !== 'REJECTED');
      for (const [index, role] of ranks.entries()) {
        const next = ranks[index + 1];
        if (next === undefined) continue;
        const more = new Set(allowed(next, phase));
        assert.deepEqual(
          allowed(role, phase).filter((what) => !more.has(what)),
          [],
          `${role} before ${next} in ${phase}`,
        );
      }
    }
  });
});
