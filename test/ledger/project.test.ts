import { describe, expect, test } from 'vitest'
import { documentDigest, projectChange } from '../../electron/ledger/project.ts'
import type { LedgerDraft } from '../../src-shared/ledger.ts'
import { direct, fresh, setupAssistant, used } from '../engine/fixtures.ts'
import {
  back,
  begun,
  changesOf,
  done,
  empty,
  failure,
  gone,
  ordered,
  planned,
  plugged,
  runId,
  wholeStory,
} from './device-story.ts'

type Story = Parameters<typeof changesOf>[0]

function told(events: Story): readonly LedgerDraft[] {
  return changesOf(events).flatMap((change) => projectChange(change, 1))
}
const kinds = (events: Story): readonly string[] => told(events).map(({ kind }) => kind)
const one = (events: Story, kind: string) => told(events).filter((draft) => draft.kind === kind)

const start = ['consentGiven', 'runStarted']
const orderedErase = [...planned(used, true), { type: 'stepStarted', step: 'erase' }, ordered] as const
const activated: Story[number] = { type: 'identified', facts: { ...used, ...fresh, activationState: 'Activated' } }
const paired: Story = [{ type: 'stepStarted', step: 'pair' }, empty, { type: 'stepDone', step: 'pair', reason: null }]

describe('what the journal tells the ledger', () => {
  const table: readonly (readonly [string, Story, readonly string[]])[] = [
    ['a device that is only plugged in', [...plugged(fresh), gone, back], []],
    ['a run without consent', [...plugged(fresh), begun(direct, false)], ['runStarted']],
    ['a run with consent', [...plugged(fresh), begun(setupAssistant, true)], start],
    [
      'a used device from cable to enrolled',
      wholeStory,
      [
        ...start,
        'eraseOrdered',
        'eraseProved',
        'configurationWritten',
        'configurationVerified',
        'prepared',
        'enrolled',
      ],
    ],
    [
      'an erase that was ordered, and whose device is not back',
      [...orderedErase, { type: 'stepDone', step: 'erase', reason: null }, gone, { type: 'returnOverdue' }],
      [...start, 'eraseOrdered', 'needsAttention'],
    ],
    [
      'an unheard erase that turns out to have happened: proved once',
      [
        ...orderedErase,
        gone,
        { type: 'stepInterrupted', step: 'erase' },
        back,
        { type: 'stepStarted', step: 'erase' },
        empty,
        { type: 'stepDone', step: 'erase', reason: 'erase.alreadyHappened' },
        ...paired,
      ],
      [...start, 'eraseOrdered', 'eraseProved'],
    ],
    [
      'an erased device that somebody activated before the cable saw it: what it had is gone, which proves it',
      [
        ...orderedErase,
        { type: 'stepDone', step: 'erase', reason: null },
        back,
        { type: 'stepStarted', step: 'pair' },
        activated,
        { type: 'stepDone', step: 'pair', reason: null },
      ],
      [...start, 'eraseOrdered', 'eraseProved'],
    ],
    [
      'an erase that did not happen and is ordered again',
      [
        ...orderedErase,
        gone,
        { type: 'stepInterrupted', step: 'erase' },
        back,
        { type: 'stepStarted', step: 'erase' },
        ordered,
      ],
      [...start, 'eraseOrdered', 'eraseOrdered'],
    ],
    [
      'a device that pairs again but is not empty',
      [
        ...orderedErase,
        { type: 'stepDone', step: 'erase', reason: null },
        back,
        { type: 'stepStarted', step: 'pair' },
        { type: 'stepDone', step: 'pair', reason: null },
      ],
      [...start, 'eraseOrdered'],
    ],
    ['a step that fails', [...planned(fresh, false), failure], ['runStarted', 'needsAttention']],
    [
      'a step that fails because the run was cancelled',
      [...planned(fresh, false), { type: 'stepStarted', step: 'supervise' }, { type: 'cancelRequested' }, failure],
      ['runStarted', 'cancelled'],
    ],
    [
      'a cancellation heeded at the end of a step',
      [
        ...planned(fresh, false),
        { type: 'stepStarted', step: 'supervise' },
        { type: 'cancelRequested' },
        { type: 'stepDone', step: 'supervise', reason: null },
      ],
      ['runStarted', 'configurationWritten', 'cancelled'],
    ],
    [
      'what steps and Intune say of a run that has ended',
      [...planned(fresh, false), failure, ...done('supervise'), { type: 'intuneState', state: 'failed', fresh: true }],
      ['runStarted', 'needsAttention'],
    ],
    [
      'a refusal by Intune that is heard twice',
      [
        ...planned(fresh, false),
        ...done('supervise'),
        ...done('verify'),
        { type: 'stepStarted', step: 'enroll' },
        { type: 'enrollmentAwaited' },
        { type: 'intuneState', state: 'failed', fresh: true },
        { type: 'intuneState', state: 'failed', fresh: true },
      ],
      ['runStarted', 'configurationWritten', 'configurationVerified', 'prepared', 'needsAttention'],
    ],
    [
      'a run in which Intune has no word: prepared when its last step is done',
      [...planned(fresh, false), ...done('supervise'), ...done('verify'), ...done('enroll')],
      ['runStarted', 'configurationWritten', 'configurationVerified', 'prepared'],
    ],
    ['a host that starts again', [...planned(fresh, false), { type: 'restarted' }, back], ['runStarted']],
  ]
  test.each(table)('%s', (_what, events, wanted) => {
    expect(kinds(events)).toEqual(wanted)
  })
})

describe('a line', () => {
  test('says who, which device, which run, which blueprint, and where it stands in the journal', () => {
    const [line] = one(wholeStory, 'runStarted')
    expect(line).toMatchObject({
      at: 3_000,
      journal: { epoch: 1, seq: 3, part: 1 },
      device: { udid: used.udid, serial: used.serial, slot: 3 },
      run: { id: runId },
      data: { blueprintId: 'setup-assistant', blueprintDigest: documentDigest(setupAssistant) },
      personal: { operator: 'ada', deviceName: 'iPhone' },
    })
  })

  test('about an erase carries what was read before it and after it', () => {
    const [before] = one(wholeStory, 'eraseOrdered')
    const [after] = one(wholeStory, 'eraseProved')
    expect(before?.data).toMatchObject({ again: false, cloudConfigured: true, setupDone: true })
    expect(after?.data).toMatchObject({ ordered: true, cloudConfigured: false, activationState: 'Unactivated' })
  })

  test('says of a second order that it is one', () => {
    const again = one(
      [
        ...orderedErase,
        gone,
        { type: 'stepInterrupted', step: 'erase' },
        back,
        { type: 'stepStarted', step: 'erase' },
        ordered,
      ],
      'eraseOrdered',
    )
    expect(again.map(({ data }) => data['again'])).toEqual([false, true])
  })

  test('says of an erase found done that nobody here ordered it', () => {
    const story: Story = [
      ...planned(used, true),
      { type: 'stepStarted', step: 'erase' },
      empty,
      { type: 'stepDone', step: 'erase', reason: 'erase.alreadyHappened' },
    ]
    expect(one(story, 'eraseProved')[0]?.data).toMatchObject({ ordered: false })
  })

  test('keeps what an error names beside the chain, its code in it', () => {
    const [line] = one([...planned(fresh, false), failure], 'needsAttention')
    expect(line?.data).toMatchObject({ code: 'app.fileUnreadable', step: 'supervise', ended: true })
    expect(line?.personal.details).toBe('{"path":"ada.p12","reason":"ENOENT"}')
  })

  test('leaves out who when nobody is known', () => {
    const [line] = told([...plugged({ ...fresh, name: null }), begun(direct, false, null)])
    expect(line?.personal).toEqual({})
  })
})

test('a blueprint’s digest does not hang on the order of its keys, and changes with any value', () => {
  const turned = Object.fromEntries(Object.entries(setupAssistant).toReversed()) as typeof setupAssistant
  expect(documentDigest(turned)).toBe(documentDigest(setupAssistant))
  expect(documentDigest({ ...setupAssistant, skipSetup: [] })).not.toBe(documentDigest(setupAssistant))
})
