/** Packed bytes of the punctuators that the rules look for (see `TokenBuffer.hash`). */
export const Mark = {
  OpenParen: 0x28,
  CloseParen: 0x29,
  Star: 0x2a,
  Comma: 0x2c,
  Colon: 0x3a,
  Semicolon: 0x3b,
  Assign: 0x3d,
  OpenBracket: 0x5b,
  CloseBracket: 0x5d,
  OpenBrace: 0x7b,
  CloseBrace: 0x7d,
  Dot: 0x2e,
  Arrow: 0x2d | (0x3e << 8),
  Increment: 0x2b | (0x2b << 8),
  Decrement: 0x2d | (0x2d << 8),
  Ellipsis: 0x2e | (0x2e << 8) | (0x2e << 16),
} as const;
