import type { DeviceView, RunView } from '../../src-shared/device-view.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { blueprint } from '../../src-shared/blueprint.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { StepName, StepOutcome } from '../../src-shared/step.ts'

/** A device as the core would describe it; tests say only what matters to them. */
export function device(number: number, what: Partial<DeviceView> = {}, facts: Partial<DeviceFacts> = {}): DeviceView {
  const udid = `00008101-00${String(number).padStart(2, '0')}4D2C3A91001E`
  return {
    udid,
    revision: number,
    presence: 'attached',
    slot: number,
    stage: 'ready',
    tap: null,
    safeToUnplug: true,
    run: null,
    intuneState: null,
    error: null,
    facts: {
      udid,
      serial: `DMPX4K${String(number).padStart(2, '0')}Q${(1000 + number * 137).toString(36).toUpperCase().slice(-3)}`,
      ecid: '1234567890123456',
      name: number % 3 === 0 ? 'iPhone' : `iPad ${number}`,
      productType: number % 3 === 0 ? 'iPhone15,4' : 'iPad13,18',
      deviceClass: number % 3 === 0 ? 'iPhone' : 'iPad',
      osVersion: '18.6.2',
      build: '22G100',
      activationState: 'Activated',
      setupDone: true,
      cloudConfigured: false,
      supervised: false,
      organizationName: null,
      findMy: false,
      passwordProtected: true,
      batteryPercent: 76,
      batteryCharging: true,
      imei: null,
      wifiAddress: '8c:85:90:11:22:33',
      practiceWorld: 'w1',
      ...facts,
    },
    ...what,
  }
}

const route: readonly StepName[] = [
  'identify',
  'register',
  'erase',
  'pair',
  'activate',
  'trust',
  'wifi',
  'name',
  'supervise',
  'verify',
  'enroll',
]

/** A run whose steps before `at` are done; `at` itself has the given outcome. */
export function run(at: StepName | null, outcome: StepOutcome = 'running', what: Partial<RunView> = {}): RunView {
  const index = at === null ? route.length : route.indexOf(at)
  return {
    id: 'r1',
    batchId: 'b1',
    blueprintId: 'kiosk',
    blueprintName: 'Shared iPad, Setup Assistant',
    route: 'setupAssistant',
    endsAt: 'bench',
    steps: route.map((name, position) => ({
      name,
      outcome: name === 'erase' ? 'skipped' : position < index ? 'done' : position === index ? outcome : 'pending',
      reason: '',
      durationMs: position < index && name !== 'erase' ? 800 + position * 310 : 0,
    })),
    currentStep: at,
    startedAt: Date.now() - 42_000,
    endedAt: at === null || outcome === 'failed' ? Date.now() - 1000 : null,
    ...what,
  }
}

/** One device in every state there is. */
export function everyState(): readonly DeviceView[] {
  return [
    device(1, { stage: 'running', safeToUnplug: false, run: run('supervise') }),
    device(2, { stage: 'waitingForTap', tap: 'trust', safeToUnplug: false, run: run('pair') }),
    device(3, {
      stage: 'needsAttention',
      run: run('pair', 'failed'),
      error: { code: 'app.timeout', message: '', details: { what: 'iPhone', seconds: 30 } },
    }),
    device(4, { stage: 'enrolled', run: run(null), intuneState: 'enrolled' }),
    device(5, { stage: 'ready' }),
    device(6, { stage: 'away', presence: 'away', safeToUnplug: false, run: run('erase') }),
    device(7, { stage: 'queued', run: run('identify', 'pending') }),
    device(8, { stage: 'awaitingEnrollment', safeToUnplug: false, run: run('enroll') }),
    device(9, {
      stage: 'interrupted',
      run: run('wifi', 'failed'),
      error: { code: 'stream.closed', message: '', details: {} },
    }),
    device(10, { stage: 'identifying' }, { serial: null, name: null, productType: null }),
    device(11, { stage: 'seen', facts: null }),
    device(12, { stage: 'awaitingUser', run: run(null, 'done', { endsAt: 'user' }) }),
    device(13, { stage: 'awaitingUser', presence: 'unplugged', run: run(null, 'done', { endsAt: 'user' }) }),
  ]
}

export function blueprints(): readonly Blueprint[] {
  const kiosk = blueprint.parse({
    version: 1,
    id: 'kiosk',
    name: 'Shared iPad, Setup Assistant',
    route: 'setupAssistant',
    endsAt: 'bench',
    enrollmentProfile: { displayName: 'Slipway shared', description: '', userAffinity: 'none' },
    supervise: true,
    skipSetup: ['AppleID', 'Siri'],
    wifi: null,
    nameTemplate: 'iPad {{SERIAL}}',
    language: 'en',
    locale: 'en_US',
    erase: 'ifNeeded',
    profiles: [],
  })
  return [
    kiosk,
    { ...kiosk, id: 'direct', name: 'Direct, devices in use', route: 'direct', supervise: false, erase: 'never' },
  ]
}
