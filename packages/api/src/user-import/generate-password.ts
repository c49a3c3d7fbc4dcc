import { randomInt } from 'node:crypto';

// Without signs that look alike on paper.
const signs = 'abcdefghijkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** A password that can be read out: four groups of four signs, 80 bits. */
export const generatePassword = (): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: groupLength }, () => signs[randomInt(signs.length)]).join(''),
  ).join('-');
