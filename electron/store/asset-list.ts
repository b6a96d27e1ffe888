import { readFile } from 'node:fs/promises'
import { AppError } from '../../src-shared/errors.ts'

/** An inventory of tens of thousands of devices is a few hundred kilobytes. */
const largestBytes = 16 * 1024 * 1024

/**
 * Inventory numbers by serial number in capitals, from a file of lines `serial,asset` (or with semicolons or tabs, quoted
 * or not). Other columns are passed over, and so is a first line of titles: it holds no serial number that a device has.
 * @returns empty when there is no file
 * @throws AppError 'app.fileUnreadable'
 */
export async function readAssetList(path: string): Promise<ReadonlyMap<string, string>> {
  const text = await readText(path)
  const rows = text.split(/\r?\n/).map((line) => line.split(/[,;\t]/).map(unquoted))
  return new Map(
    rows.flatMap(([serial = '', asset = '']) => (serial === '' || asset === '' ? [] : [[serial.toUpperCase(), asset]])),
  )
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > largestBytes) throw new AppError('app.fileUnreadable', { path, reason: 'EFBIG' })
    return bytes.toString('utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return ''
    throw new AppError('app.fileUnreadable', { path, reason: String(code) }, { cause: error })
  }
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
}
