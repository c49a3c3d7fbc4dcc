import assert from 'node:assert/strict';
import { elementsWithRules } from '@databoard/shared/element-rules';
import { refuseFiles, refuseName, type SubmitHistory, type SubmitRules, submitVerdict } from './submit.policy.js';

const at = (text: string) => new Date(`2030-01-${text}Z`);
const rules: SubmitRules = {
  opensAt: at('02T00:00:00'),
  publicOpensAt: at('10T00:00:00'),
  closesAt: at('20T00:00:00'),
  minSecondsBetweenSubmissions: 900,
  maxSubmissionsPerDay: 3,
  maxSubmissionsTotal: 5,
};
const nothing: SubmitHistory = { lastSubmittedAt: null, countToday: 0, countTotal: 0 };
const now = at('05T12:00:00');
const ask = (changed: Partial<Parameters<typeof submitVerdict>[0]> = {}) =>
  submitVerdict({ rules, participationState: 'APPROVED', isExempt: false, history: nothing, now, ...changed });

describe('the rules of submitting', () => {
  it('allow the first submission and say what is left', () => {
    assert.deepEqual(ask(), { isAllowed: true, refusal: null, nextAllowedAt: null, leftToday: 3, leftTotal: 5 });
  });

  it('follow the dates to the instant', () => {
    const reasons = [at('01T23:59:59.999'), rules.opensAt, at('19T23:59:59.999'), rules.closesAt].map(
      (instant) => ask({ now: instant }).refusal?.reason ?? null,
    );
    assert.deepEqual(reasons, ['NOT_OPEN', null, null, 'NOT_OPEN']);
    assert.deepEqual(ask({ now: at('01T00:00:00') }).nextAllowedAt, rules.opensAt);
    assert.equal(ask({ now: at('21T00:00:00') }).nextAllowedAt, null);
  });

  it('hold for admins too, except for wait and caps', () => {
    const history = { lastSubmittedAt: now, countToday: 9, countTotal: 9 };
    assert.equal(ask({ isExempt: true, history }).isAllowed, true);
    assert.equal(ask({ isExempt: true, history, now: rules.closesAt }).refusal?.reason, 'NOT_OPEN');
    assert.equal(ask({ isExempt: true, participationState: 'ASKED' }).refusal?.reason, 'NOT_APPROVED');
  });

  it('make a team wait and say until when', () => {
    const history = { lastSubmittedAt: at('05T11:50:00'), countToday: 1, countTotal: 1 };
    const verdict = ask({ history });
    assert.equal(verdict.refusal?.reason, 'TOO_SOON');
    assert.deepEqual(verdict.nextAllowedAt, at('05T12:05:00'));
    assert.equal(ask({ history, now: at('05T12:05:00') }).isAllowed, true);
  });

  it('cap a UTC day and the event', () => {
    const verdict = ask({ history: { lastSubmittedAt: at('05T01:00:00'), countToday: 3, countTotal: 3 } });
    assert.equal(verdict.refusal?.reason, 'TOO_MANY');
    assert.deepEqual(verdict.nextAllowedAt, at('06T00:00:00'));
    const last = ask({ history: { lastSubmittedAt: at('05T01:00:00'), countToday: 0, countTotal: 5 } });
    assert.deepEqual([last.refusal?.reason, last.nextAllowedAt, last.leftTotal], ['TOO_MANY', null, 0]);
  });

  it('know a good name', () => {
    const names = {
      abcde: true,
      'A.b-c_9': true,
      abcd: false,
      'with space': false,
      'é-code': false,
      ['x'.repeat(41)]: false,
    };
    for (const [name, isGood] of Object.entries(names)) assert.equal(refuseName(name) === null, isGood, name);
  });

  it('want every element once, nothing else, and no more than fits', () => {
    const elements = [
      { name: 'estimator', fileName: 'estimator.py', isPython: true },
      { name: 'external_data', fileName: 'external_data.csv', isPython: false },
    ];
    const [code, csv] = [
      { path: 'estimator.py', content: 'x' },
      { path: 'external_data.csv', content: '' },
    ];
    const rules = elementsWithRules(elements, { external_data: { maxBytes: 3 } });
    const reason = (...files: { path: string; content: string }[]) => refuseFiles(files, rules)?.reason ?? null;
    assert.equal(reason(code, csv), null);
    assert.equal(reason(code), 'MISSING_FILE');
    assert.equal(reason(code, csv, { path: '../problem.py', content: '' }), 'INVALID');
    assert.equal(reason(code, csv, code), 'INVALID');
    assert.equal(reason({ ...code, content: 'é'.repeat(600_000) }, csv), 'TOO_LARGE');
    assert.equal(reason(code, { ...csv, content: 'abc' }), null);
    assert.equal(reason(code, { ...csv, content: 'abcd' }), 'TOO_LARGE');
  });
});
