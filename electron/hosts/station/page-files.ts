import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../src-shared/errors.ts'
import { noncePlaceholder } from '../content-policy.ts'

/** The built page, ready to be given a nonce. @throws AppError `station.pageMissing` when it was not built */
export async function readPage(pageDir: string): Promise<(nonce: string) => string> {
  const path = join(pageDir, 'index.html')
  const html = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('station.pageMissing', { path }, { cause })
  })
  return (nonce) => html.replaceAll(noncePlaceholder, nonce)
}
