import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { assetTag } from '../../src-shared/assets-contract.ts'
import { AssetBook } from '../../electron/store/asset-book.ts'

let dir: string
let path: string
let book: AssetBook
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'slipway-assets-'))
  path = join(dir, 'assets.csv')
  book = new AssetBook(path)
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a first tag makes the list', async () => {
  expect(await book.bind({ serial: 'DMPX4K01Q1AB', asset: 'INV-1' }, false)).toEqual([
    { serial: 'DMPX4K01Q1AB', from: null, to: 'INV-1' },
  ])
  expect(readFileSync(path, 'utf8')).toBe('DMPX4K01Q1AB,INV-1\n')
  expect(await book.look(['DMPX4K01Q1AB', 'OTHER12345'])).toEqual([{ serial: 'DMPX4K01Q1AB', asset: 'INV-1' }])
})

test('lines, titles, quotes and columns of others stay as they are', async () => {
  writeFileSync(path, '\uFEFFSerial;Asset;Room\r\n"aaaa11112222";"A 1";12\r\nBBBB11112222;B-1;"13"\r\n')
  await book.bind({ serial: 'BBBB11112222', asset: 'B-2' }, true)
  await book.bind({ serial: 'CCCC11112222', asset: 'C-1' }, false)
  expect(readFileSync(path, 'utf8')).toBe(
    'Serial;Asset;Room\n"aaaa11112222";"A 1";12\nBBBB11112222;B-2;"13"\nCCCC11112222;C-1\n',
  )
  expect(await book.find('a 1')).toBe('AAAA11112222')
})

test('a tag that another device has, and a device that has another tag, are only changed when a person says so', async () => {
  await book.bind({ serial: 'AAAA11112222', asset: 'A' }, false)
  await book.bind({ serial: 'BBBB11112222', asset: 'B' }, false)
  await expect(book.bind({ serial: 'BBBB11112222', asset: 'a' }, false)).rejects.toMatchObject({
    code: 'assets.taken',
    details: { asset: 'a', owner: 'AAAA11112222' },
  })
  await expect(book.bind({ serial: 'AAAA11112222', asset: 'C' }, false)).rejects.toMatchObject({
    code: 'assets.hasOther',
    details: { before: 'A' },
  })
  const changes = await book.bind({ serial: 'BBBB11112222', asset: 'A' }, true)
  expect([...(await book.read())]).toEqual([['BBBB11112222', 'A']])
  await book.undo(changes)
  expect(new Map(await book.read())).toEqual(
    new Map([
      ['AAAA11112222', 'A'],
      ['BBBB11112222', 'B'],
    ]),
  )
})

test('the same tag on the same device changes nothing', async () => {
  await book.bind({ serial: 'AAAA11112222', asset: 'A' }, false)
  expect(await book.bind({ serial: 'AAAA11112222', asset: 'A' }, false)).toEqual([])
})

test('what was changed again since is not taken back', async () => {
  const changes = await book.bind({ serial: 'AAAA11112222', asset: 'A' }, false)
  await book.bind({ serial: 'AAAA11112222', asset: 'B' }, true)
  await expect(book.undo(changes)).rejects.toMatchObject({ code: 'assets.changed' })
  expect(await book.find('B')).toBe('AAAA11112222')
})

test('changes that come at once are all kept, and every window hears of them', async () => {
  const end = new AbortController()
  const heard: string[] = []
  const listening = (async () => {
    for await (const { changes } of book.feed(end.signal)) {
      heard.push(...changes.map(({ serial }) => serial))
      if (heard.length === 20) end.abort()
    }
  })()
  const serials = Array.from({ length: 20 }, (_, index) => `SERIAL${1000 + index}`)
  await Promise.all(serials.map((serial) => book.bind({ serial, asset: `T-${serial}` }, false)))
  await listening
  expect(heard).toEqual(serials)
  expect((await book.read()).size).toBe(20)
})

test('a tag that would break the list or be a formula in a spreadsheet is refused', () => {
  for (const bad of ['', '=1+1', '-5', 'a,b', 'a;b', 'a\tb', 'a"b', 'a\nb', 'x'.repeat(65)])
    expect(assetTag.safeParse(bad).success, bad).toBe(false)
  for (const good of ['INV-0042', 'Été 12', '0042', 'A/12.3_b#4:5']) expect(assetTag.safeParse(good).success).toBe(true)
})
