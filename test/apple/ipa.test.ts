import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openIpa } from '../../electron/apple/ipa.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'
import { storedZip } from '../interop/stored-zip.ts'

let dir: string
beforeAll(async () => (dir = await mkdtemp(join(tmpdir(), 'slipway-ipa-'))))
afterAll(() => rm(dir, { recursive: true, force: true }))

const info = {
  CFBundleIdentifier: 'org.example.app',
  CFBundleDisplayName: 'Exämple',
  CFBundleShortVersionString: '2.1',
}

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(dir, `${Math.random().toString(36).slice(2)}.ipa`)
  await writeFile(path, bytes)
  return path
}

/** By Python's own zipfile: deflated, with a comment, and streamed (sizes behind the data) as some exporters write. */
async function zippedByPython(script: string): Promise<string> {
  const path = join(dir, `${Math.random().toString(36).slice(2)}.ipa`)
  await writeFile(join(dir, 'Info.plist'), writePlist(info))
  await promisify(execFile)('python3', ['-c', script, path, join(dir, 'Info.plist')])
  return path
}

async function expectRefused(path: string): Promise<void> {
  await expect(openIpa(path)).rejects.toMatchObject({ code: 'device.ipaUnreadable', details: { path } })
}

describe('reading an .ipa', () => {
  it('finds the app in a stored archive and gives the file’s bytes as they are', async () => {
    const bytes = storedZip({
      'Payload/Example.app/PlugIns/Widget.appex/Info.plist': writePlist({ CFBundleIdentifier: 'org.example.widget' }),
      'Payload/Example.app/Info.plist': writePlist(info),
    })
    const ipa = await openIpa(await fileOf(bytes))
    expect(ipa).toMatchObject({ bundleId: 'org.example.app', name: 'Exämple', version: '2.1', size: bytes.length })
    const chunks: Uint8Array[] = []
    for await (const chunk of ipa.content()) chunks.push(chunk)
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
    await ipa.close()
  })

  it('reads a deflated archive with a comment, and one whose sizes stand behind the data', async () => {
    const script = (extra: string) =>
      `import sys, zipfile
${extra}
with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
    z.write(sys.argv[2], 'Payload/Example.app/Info.plist')
    z.comment = b'PK made by a test'`
    const plain = await zippedByPython(script('out = sys.argv[1]'))
    const streamed = await zippedByPython(
      script(`class Pipe:
    def __init__(self): self.f = open(sys.argv[1], 'wb')
    def write(self, data): return self.f.write(data)
    def flush(self): self.f.flush()
out = Pipe()`),
    )
    for (const path of [plain, streamed]) {
      const ipa = await openIpa(path)
      expect(ipa.bundleId).toBe('org.example.app')
      await ipa.close()
    }
  })

  it('reads an archive whose places are given in 64 bits', async () => {
    const bytes = await readFile(await fileOf(storedZip({ 'Payload/Example.app/Info.plist': writePlist(info) })))
    const ipa = await openIpa(await fileOf(inSixtyFourBits(bytes)))
    expect(ipa.bundleId).toBe('org.example.app')
    await ipa.close()
  })

  it('refuses what is no archive, no app, or an app without a usable identifier', async () => {
    await expectRefused(await fileOf(Buffer.from('no archive at all')))
    await expectRefused(await fileOf(Buffer.alloc(0)))
    await expectRefused(await fileOf(storedZip({ 'readme.txt': Buffer.from('hello') })))
    await expectRefused(await fileOf(storedZip({ 'Payload/X.app/Info.plist': Buffer.from('no plist') })))
    for (const id of ['', '../../etc', 'a b', 'x'.repeat(300)])
      await expectRefused(
        await fileOf(storedZip({ 'Payload/X.app/Info.plist': writePlist({ CFBundleIdentifier: id }) })),
      )
    await mkdir(join(dir, 'folder.ipa'))
    await expectRefused(join(dir, 'folder.ipa'))
    await expect(openIpa(join(dir, 'missing.ipa'))).rejects.toMatchObject({ code: 'app.fileUnreadable' })
  })

  it('refuses archives that are cut off or whose numbers were changed, without a crash and without much memory', async () => {
    const whole = storedZip({ 'Payload/Example.app/Info.plist': writePlist(info) })
    for (let cut = 1; cut < whole.length; cut += 37) await expectRefused(await fileOf(whole.subarray(0, cut)))
    let read = 0
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole)
      changed[at] = 0xff
      const ipa = await openIpa(await fileOf(changed)).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'device.ipaUnreadable' })
        return null
      })
      if (ipa !== null) read += 1
      await ipa?.close()
    }
    expect(read).toBeGreaterThan(0)
  })

  it('refuses an Info.plist that unpacks to more than anybody needs', async () => {
    const bomb = await zippedByPython(
      `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z: z.writestr('Payload/X.app/Info.plist', b'0' * 30_000_000)`,
    )
    await expectRefused(bomb)
  })
})

/** The same archive with a 64-bit end, and all ones where the ordinary end told places. */
function inSixtyFourBits(zip: Buffer): Buffer {
  const end = Buffer.from(zip.subarray(-22))
  const length = end.readUInt32LE(12)
  const offset = end.readUInt32LE(16)
  end.writeUInt32LE(0xffffffff, 12)
  end.writeUInt32LE(0xffffffff, 16)
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(length), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(zip.length - 22), 8)
  return Buffer.concat([zip.subarray(0, -22), record, locator, end])
}
