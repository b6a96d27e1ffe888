/** Letters that look like ours and cannot be mistaken for a forgotten text. */
const accented: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ô',
  p: 'þ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Î',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ļ',
  M: 'Ḿ',
  N: 'Ñ',
  O: 'Ô',
  P: 'Þ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
}

/** Translations run longer than English, short ones most of all (W3C: up to 40 % and more). */
const longer = 0.4

/** A text as a translation might be: other letters, 40 % longer, and marks at both ends that show when it is cut. */
export function pseudoText(text: string): string {
  // Placeholders stay as they are: i18next looks for them.
  const parts = text.split(/(\{\{[^}]*\}\})/)
  const changed = parts.map((part, index) => (index % 2 === 1 ? part : accentedText(part))).join('')
  const letters = parts.filter((_part, index) => index % 2 === 0).join('').length
  return `⟦${changed}${'~'.repeat(Math.ceil(letters * longer))}⟧`
}

function accentedText(text: string): string {
  return Array.from(text)
    .map((letter) => accented[letter] ?? letter)
    .join('')
}

/** The same for every text of a catalogue. */
export function pseudoTexts<T>(texts: T): T {
  if (typeof texts === 'string') return pseudoText(texts) as T
  if (typeof texts !== 'object' || texts === null) return texts
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, pseudoTexts(value)])) as T
}
