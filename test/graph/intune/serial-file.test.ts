import { describe, expect, test } from 'vitest'
import { readSerialFile } from '../../../electron/graph/intune/serial-file.ts'
import { AppError } from '../../../src-shared/errors.ts'

const rowsOf = (bytes: Uint8Array) => readSerialFile(bytes).rows.map(({ serial, details }) => [serial, details])
const text = (content: string): Uint8Array => Buffer.from(content)

describe('a file of serial numbers', () => {
  test('is read as spreadsheets of every kind save it', () => {
    const content = 'DMPXK0AAAAAA;Étage 2\r\nDMPXK0AAAAAB;"a ""b""; c"\r\n'
    const utf16 = Buffer.from(content, 'utf16le')
    const forms: readonly (readonly [string, Uint8Array])[] = [
      ['utf-8', text(content)],
      ['utf-8', text(`\uFEFF${content}`)],
      ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
      ['utf-16le', utf16],
      ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
      ['windows-1252', Buffer.from(content, 'latin1')],
    ]
    for (const [encoding, bytes] of forms) {
      expect(readSerialFile(bytes).form).toMatchObject({ encoding, separator: 'semicolon', header: false, rows: 2 })
      expect(rowsOf(bytes)).toEqual([
        ['DMPXK0AAAAAA', 'Étage 2'],
        ['DMPXK0AAAAAB', 'a "b"; c'],
      ])
    }
  })

  test('may have a heading, in any language and any column, and lines that hold nothing', () => {
    expect(rowsOf(text('Name,Numéro de série,Details\n\nA,DMPXK0AAAAAA,x\n,,\n'))).toEqual([['DMPXK0AAAAAA', 'x']])
    expect(rowsOf(text('SERIALNUMBER\nDMPXK0AAAAAA'))).toEqual([['DMPXK0AAAAAA', null]])
    expect(readSerialFile(text('ABCDEFGHIJKL\nDMPXK0AAAAAA')).form.header).toBe(false)
  })

  test('keeps commas nobody quoted, and counts lines as an editor does', () => {
    expect(rowsOf(text('DMPXK0AAAAAA,Room 4, second floor'))).toEqual([['DMPXK0AAAAAA', 'Room 4, second floor']])
    const { rows } = readSerialFile(text('sep=\t\nA1\t"two\nlines"\n="B"\tx\r\n'))
    expect(rows).toEqual([
      { line: 2, serial: 'A1', details: 'two\nlines' },
      { line: 4, serial: 'B', details: 'x' },
    ])
  })

  test('that is none says so in a sentence', () => {
    const codeOf = (bytes: Uint8Array): string => {
      try {
        readSerialFile(bytes)
        return 'read'
      } catch (error) {
        return error instanceof AppError ? error.code : String(error)
      }
    }
    expect(codeOf(text(''))).toBe('intune.fileEmpty')
    expect(codeOf(text('Serial,Details\n'))).toBe('intune.fileEmpty')
    expect(codeOf(Buffer.from('504b0304140006000800', 'hex'))).toBe('intune.fileNotText')
    expect(codeOf(text('A1\n'.repeat(100_001)))).toBe('intune.fileTooLong')
  })
})
