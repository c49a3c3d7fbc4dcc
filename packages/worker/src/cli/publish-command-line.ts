import type { PublishFlags } from './publish.js';
import { quotedWord } from './quoted-word.js';

/** What to type to publish the same again and wait for its kit check: every flag that decides what is published. */
export function publishCommandLine(kit: string, flags: PublishFlags): string {
  const { data, name, api, quick, dataLabel, expose, environment, rampwf } = flags;
  const values: [flag: string, value: string | undefined][] = [
    ['--data', data],
    ['--name', name],
    ['--api', api],
    ['--data-label', dataLabel],
    ...(expose ?? []).map((path): [string, string] => ['--expose', path]),
    ['--environment', environment],
    ['--rampwf', rampwf],
  ];
  return [
    ...['databoard', 'publish', '--check', quotedWord(kit)],
    ...values.flatMap(([flag, value]) => (value === undefined ? [] : [flag, quotedWord(value)])),
    ...(quick === undefined ? [] : [quick ? '--quick' : '--no-quick']),
  ].join(' ');
}
