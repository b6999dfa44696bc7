import {
  CLOSE_BRACE,
  CLOSE_PAREN,
  COLON,
  OPEN_BRACE,
  OPEN_PAREN,
  SEMICOLON,
} from "../scan/punctuator-symbols.ts";

/** What ends a statement: `;` and the colon of a label outside of parentheses, and braces. */
export const STOP = 1;
export const BRACE = 2;

/** By byte: {@link STOP}, {@link BRACE}, or 0; a one-byte punctuator's symbol is that byte. */
export const STATEMENT_MARKS = new Uint8Array(128);
STATEMENT_MARKS[SEMICOLON] = STATEMENT_MARKS[COLON] = STOP;
STATEMENT_MARKS[OPEN_BRACE] = STATEMENT_MARKS[CLOSE_BRACE] = BRACE;

/** By byte: what it adds to the depth of parentheses. */
export const PAREN_DEPTHS = new Int8Array(128);
PAREN_DEPTHS[OPEN_PAREN] = 1;
PAREN_DEPTHS[CLOSE_PAREN] = -1;
