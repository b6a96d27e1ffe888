import { describe, expect, test } from 'vitest'
import { createTranslator } from '../../src-shared/i18n/translator.ts'
import type { UsbTreeView } from '../../src-shared/usb-view.ts'
import { usbText } from '../../electron/hosts/cli/usb-command.ts'

const english = { translator: createTranslator('en') }
const empty: UsbTreeView = { source: 'none', buses: [], hubs: [], devices: [], unplaced: [] }
const recovery: UsbTreeView['devices'][number] = {
  port: '1-2.4',
  slot: 4,
  mode: 'recovery',
  udid: '00008110-00000000000000E5',
  serial: 'TESTRECOVERY',
  imei: null,
  ecid: '00000000000000E5',
  chip: '8110',
  product: 'Apple Mobile Device (Recovery Mode)',
  speed: 'high',
  matchedBy: null,
}

describe('the USB listing', () => {
  test('a computer without USB is one calm sentence, in practice too', () => {
    expect(usbText({ ...empty, unplaced: ['00008110-00000000000000A1'] }, english)).toBe(
      'There is no USB bus here, or nothing is plugged into it.',
    )
  })

  test('a device in recovery is shown with its slot and what to do', () => {
    const text = usbText(
      { ...empty, source: 'sysfs', buses: [{ number: 1, controller: 'xHCI', appleDevices: 1 }], devices: [recovery] },
      english,
    )
    expect(text).toMatch(/^1-2\.4 +4 +recovery +00008110-00000000000000E5 +TESTRECOVERY/m)
    expect(text).toContain('Port 1-2.4: the device is in recovery.')
    expect(text).toContain('Bus 1: xHCI, 1 iPhones and iPads')
  })

  test('every mode and speed has words in both languages', () => {
    for (const language of ['en', 'fr'] as const) {
      const { t } = createTranslator(language)
      for (const mode of ['normal', 'ncmDirect', 'recovery', 'dfu', 'wtf', 'restore', 'debug', 'portDfu'] as const)
        expect(t(`cli:usb.mode.${mode}`)).not.toContain('usb.mode')
    }
  })

  test('what a device calls itself cannot move the cursor', () => {
    const devices = [{ ...recovery, product: '\u001b[2JiPhone\u202e' }]
    const text = usbText({ ...empty, source: 'sysfs', devices }, english)
    expect([text.includes('\u001b'), text.includes('\u202e'), text.includes('iPhone')]).toEqual([false, false, true])
  })

  test('a bus that could not be read says why and what that means', () => {
    const error = { code: 'usb.toolFailed', message: '', details: { tool: 'ioreg', reason: 'ENOENT' } }
    const text = usbText({ ...empty, error }, english)
    expect(text).toContain('could not be listed (ioreg: ENOENT)')
    expect(text).toContain('What to do:')
    expect(text).not.toContain('nothing is plugged')
  })
})
