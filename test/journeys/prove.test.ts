import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beliefs } from '../../src-shared/beliefs.ts'
import type { BeliefId } from '../../src-shared/beliefs.ts'
import type { BeliefOutcome, ProveReport } from '../../src-shared/prove.ts'
import { createWorkbench } from '../../electron/workbench.ts'
import { startRig, willing } from '../prove/practice-proof.ts'
import type { ProofRig } from '../prove/practice-proof.ts'
import { cartHand } from '../harness/cart-hand.ts'

/** In use; the hands leave the profile that waits in Settings alone, so that it can be seen waiting. */
const used = { state: 'used', dataPlan: true, answers: { install: false } }

/** One device for each story, in the slot of its place here. */
const stories = {
  faithful: used,
  declined: used,
  fresh: { state: 'fresh', dataPlan: true },
  // Its hands install at once what should wait for them; its proofs are never accepted.
  lying: { ...used, answers: { install: true } },
  automated: { ...used, automatedEnrollment: true },
  distrustful: used,
  mistyped: used,
  once: used,
  findMy: { ...used, findMy: true },
  stopped: used,
  untouched: used,
}
type Story = keyof typeof stories
const slotOf = (story: Story): number => Object.keys(stories).indexOf(story) + 1
const on = (story: Story) => ({ slots: [slotOf(story)] })

let rig: ProofRig
const udids = new Map<number, string>()
beforeAll(async () => {
  const faults = [
    { fault: 'signedRequestRejected', times: 'always', on: on('lying') },
    { fault: 'trustRefused', times: 'always', on: on('distrustful') },
  ]
  rig = await startRig({ devices: Object.values(stories), faults }, (dir) => ({
    transcript: join(dir, 'transcript.jsonl'),
  }))
  for (const { slot, identity } of await cart().list()) udids.set(slot, identity.udid)
}, 120_000)
afterAll(() => rig?.stop())

function udidOf(story: Story): string {
  const udid = udids.get(slotOf(story))
  if (udid === undefined) throw new Error(story)
  return udid
}

async function prove(story: Story, person = willing(), signal = new AbortController().signal): Promise<ProveReport> {
  return rig.workbench.prove({ udid: udidOf(story), person, signal })
}

const cart = () => cartHand(rig.world.cartControl.url, rig.world.cartControl.token)
const cable = beliefs.filter(({ area }) => area === 'cable').map(({ id }) => id)

function those(report: ProveReport, verdict: BeliefOutcome['verdict']): readonly BeliefId[] {
  return report.beliefs.filter((one) => one.area === 'cable' && one.verdict === verdict).map(({ id }) => id)
}

function belief(report: ProveReport, id: BeliefId): BeliefOutcome {
  const found = report.beliefs.find((one) => one.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

/** Nobody should try two, and a third needs a device that belongs to Apple Business Manager. */
const open: readonly BeliefId[] = ['erase-4', 'erase-6', 'cloud-8']

describe('slipway prove on a practice device that keeps every rule', () => {
  it('confirms every belief a cable can settle, erases three times with consent, and leaves the device blank', async () => {
    const person = willing()
    const report = await prove('faithful', person)
    expect(report.beliefs.filter(({ verdict }) => verdict === 'refuted')).toEqual([])
    expect(those(report, 'untested').toSorted()).toEqual(open.toSorted())
    expect(those(report, 'confirmed').length).toBe(cable.length - open.length)
    expect(report).toMatchObject({ practice: true, counts: { refuted: 0, confirmed: cable.length - open.length } })
    expect(report.checks.map(({ outcome }) => outcome)).toEqual(report.checks.map(() => 'done'))
    const truth = await cart().device(udidOf('faithful'))
    expect(truth.counts['erased']).toBe(3)
    expect(truth.facts.filter(({ kind }) => kind === 'erased').map(({ detail }) => detail)).toEqual(
      Array.from({ length: 3 }, () => ({ preserveDataPlan: true })),
    )
    expect(truth.storage).toMatchObject({ supervised: false, setupDone: false, cloudConfigurationKeys: null })
    expect(person.wishes).toContain('installProfile')
    const text = JSON.stringify(report)
    const { udid, serial, ecid } = truth.identity
    for (const name of [udid, serial, ecid, rig.options.organizationName]) expect(text).not.toContain(name)
  })

  it('starts at Hello as well; what needs a device in use stays open', async () => {
    const report = await prove('fresh')
    expect(those(report, 'refuted')).toEqual([])
    expect(those(report, 'untested').toSorted()).toEqual(
      [...open, 'lock-11', 'lock-15', 'value-1', 'cloud-11', 'prof-2'].toSorted(),
    )
    expect(belief(report, 'lock-11').why).toBe('notSetUp')
  })
})

describe('slipway prove on a practice device that breaks rules', () => {
  it('refutes what was seen to be otherwise, and says what was seen', async () => {
    const report = await prove('lying')
    expect(those(report, 'refuted').toSorted()).toEqual(['prof-2', 'sup-4'].toSorted())
    expect(belief(report, 'sup-4')).toMatchObject({ expected: 'Acknowledged', seen: 'SignedRequestRejected' })
    expect(belief(report, 'prof-2').seen).toBe('Acknowledged, listed at once')
    expect(belief(report, 'sup-5')).toMatchObject({ verdict: 'untested', why: 'notEscalated' })
    expect(report.counts.refuted).toBe(2)
  })

  it('sees that a device belongs to Automated Device Enrollment, and leaves the rest open', async () => {
    const report = await prove('automated')
    expect(belief(report, 'cloud-8')).toMatchObject({
      verdict: 'confirmed',
      seen: 'MCCloudConfigErrorDomain 33004',
    })
    expect(belief(report, 'cloud-6')).toMatchObject({ verdict: 'untested', why: 'automatedEnrollment' })
    expect(those(report, 'refuted')).toEqual([])
    expect((await cart().device(udidOf('automated'))).counts['cloudConfigurationStored']).toBeUndefined()
  })

  it('goes on without the answer of a person who refuses to trust', async () => {
    const report = await prove('distrustful')
    expect(belief(report, 'lock-11')).toMatchObject({ verdict: 'untested', why: 'declined' })
    expect(belief(report, 'lock-1')).toMatchObject({ verdict: 'untested', why: 'notPaired' })
    expect((await cart().device(udidOf('distrustful'))).counts['erased']).toBeUndefined()
  })
})

describe('the erases of slipway prove', () => {
  it('do not happen without consent: the device is as it was', async () => {
    const report = await prove('declined', willing({ consent: () => Promise.resolve(null) }))
    expect(belief(report, 'erase-1')).toMatchObject({ verdict: 'untested', why: 'declined' })
    expect(belief(report, 'cloud-2')).toMatchObject({ verdict: 'untested', why: 'notErased' })
    const { counts, storage } = await cart().device(udidOf('declined'))
    for (const kind of ['erased', 'cloudConfigurationStored', 'valueSet', 'restarted'])
      expect(counts[kind], kind).toBeUndefined()
    expect(storage).toMatchObject({ setupDone: true, profiles: [] })
    const others = report.beliefs.filter(({ area }) => area !== 'cable')
    expect(others.length).toBeGreaterThan(10)
    expect(new Set(others.map(({ why }) => why))).toEqual(new Set(['notByCable']))
  })

  it('do not happen for the wrong four characters, and after three tries nobody is asked again', async () => {
    let asked = 0
    const person = willing({
      consent: (serial) => {
        asked += 1
        return Promise.resolve(`X${serial.slice(-3)}`)
      },
    })
    const report = await prove('mistyped', person)
    expect(asked).toBe(3)
    expect(report.checks.find(({ id }) => id === 'erase')).toMatchObject({
      outcome: 'failed',
      error: 'prove.serialMismatch',
    })
    expect((await cart().device(udidOf('mistyped'))).counts['erased']).toBeUndefined()
  })

  it('are each asked for: one consent is one erase', async () => {
    const occasions: string[] = []
    const person = willing({
      consent: (serial, occasion) => {
        occasions.push(occasion)
        return Promise.resolve(occasion === 'erase' ? serial.slice(-4) : null)
      },
    })
    const report = await prove('once', person)
    expect(occasions).toEqual(['erase', 'eraseAgain'])
    expect((await cart().device(udidOf('once'))).counts['erased']).toBe(1)
    expect(belief(report, 'cloud-5')).toMatchObject({ verdict: 'untested' })
    expect(belief(report, 'sup-5').verdict).toBe('confirmed')
  })

  it('are not even asked for while Find My is on', async () => {
    const person = willing({ consent: () => Promise.reject(new Error('asked')) })
    const report = await prove('findMy', person)
    expect(belief(report, 'erase-1')).toMatchObject({ verdict: 'untested', why: 'findMyOn' })
  })

  it('stop with everything else when the person stops the command', async () => {
    const stopping = new AbortController()
    const person = willing({ checkBegins: (check) => (check === 'battery' ? stopping.abort() : undefined) })
    const report = await prove('stopped', person, stopping.signal)
    expect(belief(report, 'erase-1')).toMatchObject({ verdict: 'untested', why: 'stopped' })
    expect(belief(report, 'lock-1').verdict).toBe('confirmed')
    expect((await cart().device(udidOf('stopped'))).counts['erased']).toBeUndefined()
  })
})

describe('the workbench', () => {
  it('refuses a practice device when it is a real one, before it pairs', async () => {
    const udid = udidOf('untouched')
    const real = await createWorkbench({
      ...rig.options,
      mode: 'real',
      dataDir: join(rig.dir, 'real'),
      transcript: null,
    })
    try {
      const { signal } = new AbortController()
      const trying = real.prove({ udid, person: willing(), signal })
      await expect(trying).rejects.toMatchObject({ code: 'app.practiceRealMix' })
      const touring = real.tour({ udid, wish: () => {}, signal })
      await expect(touring).rejects.toMatchObject({ code: 'app.practiceRealMix' })
    } finally {
      await real.close()
    }
    expect((await cart().device(udid)).counts['paired']).toBeUndefined()
  })

  it('asks which of several devices is meant, and knows those it can see', async () => {
    await expect(rig.workbench.choose(null)).rejects.toMatchObject({ code: 'prove.whichDevice' })
    expect(await rig.workbench.choose(udidOf('untouched'))).toBe(udidOf('untouched'))
    await expect(rig.workbench.choose('0'.repeat(40))).rejects.toMatchObject({ code: 'prove.noDevice' })
  })

  it('keeps a second Slipway out of its data directory', async () => {
    await expect(createWorkbench(rig.options)).rejects.toMatchObject({ code: 'app.dataDirectoryInUse' })
  })

  it('has written down what was said, without the secrets and names that were in it', async () => {
    const text = await readFile(join(rig.dir, 'transcript.jsonl'), 'utf8')
    expect(text).toContain('"RequestType":"SetCloudConfiguration"')
    expect(text).toContain('MCChallengeRequired')
    const names = (await cart().list()).flatMap(({ identity }) => [identity.udid, identity.serial, identity.ecid])
    for (const secret of [...names, 'PRIVATE KEY', 'nobody-listens-here', rig.options.organizationName])
      expect(text).not.toContain(secret)
  })
})
