import assert from 'node:assert/strict';
import { durationWords, memoryWords, relativeTime, timeLeft, timeSpan } from './time-words.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const away = (seconds: number) => new Date(now + seconds * 1000).toISOString();

describe('time in words', () => {
  it('tells the age of a moment in its largest unit', () => {
    assert.equal(relativeTime(away(-3), now), 'just now');
    assert.equal(relativeTime(away(-40), now), '40 s ago');
    assert.equal(relativeTime(away(-5 * 60 - 59), now), '5 min ago');
    assert.equal(relativeTime(away(-3 * 3600), now), '3 h ago');
    assert.equal(relativeTime(away(-86_400), now), '1 day ago');
    assert.equal(relativeTime(away(-2.5 * 86_400), now), '2 days ago');
    assert.equal(relativeTime(away(-400 * 86_400), now), '25 Jan 2025');
    assert.equal(relativeTime(away(300), now), 'in 5 min');
  });

  it('takes a stamp from a clock slightly ahead as now', () => {
    assert.equal(relativeTime(away(4), now), 'just now');
  });

  it('counts down in the two largest units', () => {
    assert.equal(timeLeft(away(3 * 86_400 + 4 * 3600 + 600), now), '3 d 4 h');
    assert.equal(timeLeft(away(2 * 3600), now), '2 h');
    assert.equal(timeLeft(away(250), now), '4 min 10 s');
    assert.equal(timeLeft(away(8.2), now), '9 s');
    assert.equal(timeLeft(away(0), now), 'now');
    assert.equal(timeLeft(away(-5), now), 'now');
  });

  it('leaves out a zero in the middle rather than jumping to a small unit', () => {
    assert.equal(timeLeft(away(86_400 + 30), now), '1 d');
  });

  it('gives durations their unit', () => {
    assert.equal(durationWords(null), '–');
    assert.equal(durationWords(0.0001), '<1 ms');
    assert.equal(durationWords(0.0123), '12 ms');
    assert.equal(durationWords(0.2), '0.20 s');
    assert.equal(durationWords(9.999), '10.0 s');
    assert.equal(durationWords(125), '2 min 5 s');
    assert.equal(durationWords(7260), '2 h 1 min');
  });

  it('states rules and memory', () => {
    assert.equal(timeSpan(900), '15 min');
    assert.equal(timeSpan(5430), '1 h 30 min 30 s');
    assert.equal(timeSpan(0), '0 s');
    assert.equal(memoryWords(183.4), '183 MiB');
    assert.equal(memoryWords(2048), '2.0 GiB');
    assert.equal(memoryWords(null), '–');
  });
});
