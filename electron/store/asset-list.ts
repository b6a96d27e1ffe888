import { readFile } from 'node:fs/promises'
import { AppError } from '../../src-shared/errors.ts'

/** An inventory of tens of thousands of devices is a few hundred kilobytes. */
const largestBytes = 16 * 1024 * 1024

/** The list as it lies on the disk. @returns '' when there is no file @throws AppError 'app.fileUnreadable' */
export async function readAssetText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > largestBytes) throw new AppError('app.fileUnreadable', { path, reason: 'EFBIG' })
    return bytes.toString('utf8')
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return ''
    throw new AppError('app.fileUnreadable', { path, reason: String(code) }, { cause: error })
  }
}
