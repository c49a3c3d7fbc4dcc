const longest = 40;

/** Text as a user name: without marks, lower case, other signs as hyphens; null where nothing is left. */
export function usernameFrom(text: string): string | null {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[-.]+$/g, '')
    .slice(0, longest);
  return plain.length < 2 || plain.startsWith('deleted-') ? null : plain;
}

/** The name itself, or the first of `name-2`, `name-3` … that is free. */
export function freeUsername(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    const next = name.slice(0, longest - suffix.length) + suffix;
    if (!isTaken(next)) return next;
  }
}
