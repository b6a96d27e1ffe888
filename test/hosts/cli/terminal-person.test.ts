import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import { TerminalPerson } from '../../../electron/hosts/cli/terminal-person.ts'

let person: TerminalPerson
afterEach(() => person.close())

function sit(): { readonly keys: PassThrough; readonly screen: () => string } {
  const keys = new PassThrough()
  const out = new PassThrough({ encoding: 'utf8' })
  let text = ''
  out.on('data', (chunk: string) => (text += chunk))
  person = new TerminalPerson(createTranslator('en'), keys, out)
  return { keys, screen: () => text }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('the person in the terminal', () => {
  it('is shown the serial number, and what is typed is the consent', async () => {
    const { keys, screen } = sit()
    const consent = person.consent('F2LX1234ABCD', 'erase')
    expect(screen()).toMatch(/ERASE this device \(serial number F2LX1234ABCD\)/)
    keys.write('abcd\n')
    expect(await consent).toBe('abcd')
  })

  it('declines with Enter alone, and with the end of the input', async () => {
    const { keys } = sit()
    const consent = person.consent('F2LX1234ABCD', 'erase')
    keys.write('\n')
    expect(await consent).toBeNull()
    const second = person.consent('F2LX1234ABCD', 'eraseAgain')
    keys.end()
    expect(await second).toBeNull()
    expect(await person.consent('F2LX1234ABCD', 'leaveBlank')).toBeNull()
  })

  it('agrees to nothing with what was typed before the question', async () => {
    const { keys } = sit()
    keys.write('ABCD\nABCD\n')
    await settled()
    const consent = person.consent('F2LX1234ABCD', 'erase')
    keys.write('\n')
    expect(await consent).toBeNull()
  })

  it('may skip a tap with Enter, but not by having no keyboard', async () => {
    const { keys, screen } = sit()
    const profile = person.wish('installProfile')
    expect(screen()).toContain('waits in Settings')
    keys.write('\n')
    await settled()
    expect(profile.skipped.aborted).toBe(true)
    profile.done()
    const trust = person.wish('trust')
    keys.end()
    await settled()
    expect(trust.skipped.aborted).toBe(false)
    expect(person.wish('installProfile').skipped.aborted).toBe(true)
  })

  it('is told at once what was refuted, with nothing in it that could move a cursor', () => {
    const { screen } = sit()
    const observation = {
      belief: 'cloud-1',
      verdict: 'refuted',
      asked: 'a',
      expected: 'b',
      seen: '\u001b[2Jc',
    } as const
    person.checkEnded({ id: 'secondWrite', outcome: 'done', why: null, error: null, durationMs: 1 }, [observation])
    expect(screen()).toContain('REFUTED cloud-1')
    expect(screen()).not.toContain('\u001b')
  })
})
