const vague = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'common', 'misc'])
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/

/** What is wrong with a source file's path, or undefined. Folders count as names too. */
export function nameTrouble(path: string): string | undefined {
  const parts = path.split('/')
  const file = parts.at(-1) ?? ''
  if (/^index\.tsx?$/.test(file)) return `${path}: an index file hides where things are`
  const odd = parts.find((part) => !kebabCase.test(part))
  if (odd !== undefined) return `${path}: "${odd}" is not kebab-case`
  const word = path.split(/[/.-]/).find((one) => vague.has(one))
  return word === undefined ? undefined : `${path}: "${word}" says nothing about what is inside`
}
