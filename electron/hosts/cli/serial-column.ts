import { readBase64 } from './read-file.ts'

/** The first column of each line of a CSV file; a heading is none of Apple's serial numbers and falls out by itself. */
export async function readSerialColumn(path: string): Promise<readonly string[]> {
  const text = Buffer.from(await readBase64(path), 'base64')
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  const cells = text.split(/\r?\n/).map(
    (line) =>
      line
        .split(/[,;\t]/)[0]
        ?.replaceAll('"', '')
        .trim()
        .toUpperCase() ?? '',
  )
  return cells.filter((cell) => /^[A-Z0-9]{8,14}$/.test(cell) && /\d/.test(cell))
}
