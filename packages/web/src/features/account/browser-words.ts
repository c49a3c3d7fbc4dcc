const browsers: [mark: RegExp, name: string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/HeadlessChrome\//, 'Chrome without a window'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [mark: RegExp, name: string][] = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

/** What a browser calls itself, in the words of people: "Firefox on Linux". */
export function browserWords(userAgent: string | null | undefined): string {
  if (!userAgent) return 'An unknown browser';
  const found = (list: typeof browsers) => list.find(([mark]) => mark.test(userAgent))?.[1];
  const browser = found(browsers);
  const system = found(systems);
  if (browser === undefined) return userAgent.length > 60 ? `${userAgent.slice(0, 59)}…` : userAgent;
  return system === undefined ? browser : `${browser} on ${system}`;
}
