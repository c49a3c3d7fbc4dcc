// Control characters, and those that turn the direction of text: either could make a terminal show what was never written.
const steering = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const steeringInText = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A word that somebody else chose, such as a team's name, for one line of a terminal. */
export const printable = (word: string): string => word.replaceAll(steering, '\uFFFD');

/** Text that somebody's code has written, for a terminal: lines and tabs stay, nothing can move the cursor. */
export const printableText = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(steeringInText, '\uFFFD');
