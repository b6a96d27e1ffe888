import { describe, expect, it } from 'vitest'
import type { IntuneAway } from '../../src-shared/device.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'
import { findErrors } from '../../src-shared/explained/find-errors.ts'
import { awayFor, waitingNote } from '../../src-shared/waiting-note.ts'
import { device, run } from '../e2e/devices.ts'

const minute = 60_000
const began = 1_000 * minute

function waiting(what: Partial<DeviceView> = {}, more: Parameters<typeof run>[2] = {}): DeviceView {
  const waits = run('enroll', 'running', { stepStartedAt: began, ...more })
  return device(1, { stage: 'awaitingEnrollment', tap: 'setupAssistant', run: waits, ...what })
}

const kindAfter = (minutes: number, view: DeviceView) => waitingNote(view, began + minutes * minute)?.kind ?? null

describe('a device that waits at the bench', () => {
  it('is left in peace for ten minutes, and then somebody is told to look at it', () => {
    expect([kindAfter(0, waiting()), kindAfter(9.99, waiting()), kindAfter(10, waiting())]).toEqual([
      null,
      null,
      'long',
    ])
    expect(waitingNote(waiting(), began + 125.5 * minute)?.minutes).toBe(125)
  })

  it('asks to be looked at as soon as an outage that it waited through is over, not before', () => {
    const during = waiting({ intuneAway: { since: began, until: null } })
    const after = waiting({ intuneAway: { since: began, until: began + minute } })
    expect([kindAfter(1, during), kindAfter(60, during)]).toEqual(['away', 'away'])
    expect([kindAfter(1, after), kindAfter(60, after)]).toEqual(['afterOutage', 'afterOutage'])
  })

  it('has no pane to retry on when it is past Setup Assistant', () => {
    const intuneAway = { since: began, until: began + minute }
    const direct = waiting({ intuneAway }, { route: 'direct' })
    expect([kindAfter(2, direct), kindAfter(11, direct)]).toEqual([null, 'longDirect'])
  })

  it('says nothing anywhere else, however long it lasts', () => {
    const intuneAway = { since: began, until: null }
    for (const stage of ['running', 'awaitingUser', 'enrolled', 'needsAttention', 'prepared'] as const)
      expect(kindAfter(600, waiting({ stage, intuneAway }))).toBeNull()
    expect(kindAfter(600, device(1, { stage: 'awaitingEnrollment' }))).toBeNull()
  })

  it('knows of an outage only when it fell into its own wait', () => {
    const known = (outage: IntuneAway | null) => awayFor(waiting(), outage) !== null
    expect(known({ since: began - 9 * minute, until: null })).toBe(true)
    expect(known({ since: began - 9 * minute, until: began + 1 })).toBe(true)
    expect(known({ since: began - 9 * minute, until: began })).toBe(false)
    expect(known(null)).toBe(false)
    expect(awayFor(device(1), { since: began, until: null })).toBeNull()
  })

  it('shows a message that `slipway errors explain` knows', () => {
    const { t } = createTranslator('en')
    expect(t('waiting:note.afterOutage')).toContain('could not be downloaded')
    const text = 'The configuration for your iPhone could not be downloaded from Contoso.'
    expect(findErrors({ domain: null, codes: [], text }).errors.map(({ id }) => id)).toEqual([
      'enrollmentNotDownloaded',
    ])
  })
})
