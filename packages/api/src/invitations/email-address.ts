const address = /^[^\s@"<>(),;:\\]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/** An address as it is stored, or null when it is none. */
export function emailAddress(text: string): string | null {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && address.test(email) ? email : null;
}

/** An address, or from `@` a domain, as it is stored, or null when it is neither. */
export function emailPattern(text: string): string | null {
  const pattern = text.trim().toLowerCase();
  if (!pattern.startsWith('@')) return emailAddress(pattern);
  return emailAddress(`somebody${pattern}`) === null ? null : pattern;
}

/** The texts that `parse` does not take; the others parsed, each once. */
export function sortOut(
  texts: readonly string[],
  parse: (text: string) => string | null,
): { good: string[]; bad: string[] } {
  const written = texts.filter((text) => text.trim() !== '');
  return {
    good: [...new Set(written.flatMap((text) => parse(text) ?? []))],
    bad: written.filter((text) => parse(text) === null),
  };
}
