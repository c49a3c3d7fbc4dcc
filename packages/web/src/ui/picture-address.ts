/** Where a picture that a kit's text names by its path in the kit is; null for addresses of others, and what is no picture. */
export function pictureAddress(base: string, source: unknown): string | null {
  if (typeof source !== 'string') return null;
  const path = decoded(source.replace(/[?#].*$/, '')).replace(/^(\.\/)+/, '');
  if (/^([a-z][a-z0-9+.-]*:|[/\\])/i.test(path) || !/\.(png|jpe?g|gif|webp|svg)$/i.test(path)) return null;
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..')) return null;
  return base + names.map(encodeURIComponent).join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
