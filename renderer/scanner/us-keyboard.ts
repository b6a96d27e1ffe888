/**
 * What the keys of an American keyboard write. A scanner presses keys as if on one: on a computer set to French (AZERTY)
 * a barcode `1A-Q` arrives as `&Q)A`, and only the places of its keys tell what was meant.
 */
const shifted: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Period: ['.', '>'],
  Comma: [',', '<'],
  Slash: ['/', '?'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Backquote: ['`', '~'],
  Space: [' ', ' '],
}
const digitsShifted = ')!@#$%^&*('

/** @param code KeyboardEvent.code; null for keys that write nothing on an American keyboard */
export function usCharacter(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shift ? letter : letter.toLowerCase()
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  if (digit !== undefined) return shift && code.startsWith('Digit') ? (digitsShifted[Number(digit)] ?? null) : digit
  return shifted[code]?.[shift ? 1 : 0] ?? null
}
