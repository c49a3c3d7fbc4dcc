const quote = '"';
const backslash = 0x5c;

/**
 * Whether JSON text holds more values or deeper nesting than allowed, before it is parsed: parsed, a few megabytes of empty
 * lists take hundreds. Text that is no JSON may pass; the parser refuses it.
 */
export function isJsonTooLarge(text: string, { values, depth }: { values: number; depth: number }): boolean {
  let seen = 0;
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case quote:
        at = endOfString(text, at);
        break;
      case '{':
      case '[':
        level += 1;
        seen += 1;
        break;
      case '}':
      case ']':
        level -= 1;
        break;
      case ',':
      case ':':
        seen += 1;
        break;
    }
    if (level > depth || seen > values) return true;
  }
  return false;
}

/** Where a string that begins at `from` has its closing quote; the end of the text where it has none. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf(quote, from + 1); at !== -1; at = text.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
