import type { intuneContract } from '../../src-shared/intune-contract.ts'
import type { SignInCheck } from '../../src-shared/intune/profile.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { GraphClient } from '../graph/call.ts'
import type { ConfiguratorProfiles } from '../graph/intune/configurator-profiles.ts'
import type { CustomProfiles } from '../graph/intune/custom-profiles.ts'
import type { ImportedSerials } from '../graph/intune/imported-serials.ts'
import type { PushDesk } from '../graph/intune/push-desk.ts'
import type { TenantDevices } from '../graph/intune/tenant-devices.ts'
import type { TenantIdentifiers } from '../graph/intune/tenant-identifiers.ts'
import { listAudit, listTroubles } from '../graph/resources/tenant-events.ts'
import { describeExport } from './intune-files.ts'

export type IntuneServices = {
  readonly graph: GraphClient
  readonly profiles: ConfiguratorProfiles
  readonly serials: ImportedSerials
  readonly devices: TenantDevices
  readonly identifiers: TenantIdentifiers
  readonly push: PushDesk
  readonly custom: CustomProfiles
  readonly checkSignIn: () => Promise<readonly SignInCheck[]>
}

/** Intune beside enrollment by a run, as the contract has it. */
export function makeIntuneHandlers(services: IntuneServices): Handlers<typeof intuneContract> {
  return { ...configuratorHandlers(services), ...deviceHandlers(services), ...otherHandlers(services) }
}

function configuratorHandlers({ profiles, serials, checkSignIn }: IntuneServices) {
  return {
    'intune.profiles': async () => ({ profiles: [...(await profiles.list())] }),
    'intune.createProfile': async ({ settings }) => ({ profile: await profiles.create(settings) }),
    'intune.editProfile': async ({ profile, changes }) => ({ profile: await profiles.edit(profile, changes) }),
    'intune.deleteProfile': async ({ profile, unassign }) => {
      await profiles.remove(profile, unassign)
      return {}
    },
    'intune.exportProfile': async ({ profile: name }) => {
      const { profile, file } = await profiles.export(name)
      return describeExport(profile, file)
    },
    'intune.checkSignIn': async () => ({ domains: [...(await checkSignIn())] }),
    'intune.serials': async (filter) => {
      const { serials: found, total } = await serials.list(filter)
      return { serials: [...found], total }
    },
    'intune.previewSerials': (order) => serials.preview(order),
    'intune.importSerials': (order, { signal }) => serials.import(order, signal),
    'intune.assignSerials': async ({ profile, serials: named }) => ({
      rows: [...(await serials.assign(profile, named))],
    }),
    'intune.deleteSerials': async ({ serials: named, typedCount }) => ({
      rows: [...(await serials.remove(named, typedCount))],
    }),
  } satisfies Partial<Handlers<typeof intuneContract>>
}

function deviceHandlers({ graph, devices }: IntuneServices) {
  return {
    'intune.devices': async ({ search }) => ({ devices: [...(await devices.list(search))] }),
    'intune.device': async ({ device }) => ({ device: await devices.read(device) }),
    'intune.syncDevice': async ({ device }) => {
      await devices.sync(device)
      return {}
    },
    'intune.categories': async () => ({ categories: [...(await devices.categories())] }),
    'intune.createCategory': async ({ name, description }) => ({
      category: await devices.createCategory(name, description),
    }),
    'intune.deleteCategory': async ({ category }) => {
      await devices.deleteCategory(category)
      return {}
    },
    'intune.setCategory': async ({ device, category }) => {
      await devices.setCategory(device, category)
      return {}
    },
    'intune.troubles': async ({ limit }) => ({ events: [...(await listTroubles(graph, limit))] }),
    'intune.audit': async (question) => ({ entries: [...(await listAudit(graph, question))] }),
  } satisfies Partial<Handlers<typeof intuneContract>>
}

function otherHandlers({ identifiers, push, custom }: IntuneServices) {
  return {
    'intune.identifiers': async ({ search }) => ({ identifiers: [...(await identifiers.list(search))] }),
    'intune.importIdentifiers': async (order) => ({ rows: [...(await identifiers.import(order))] }),
    'intune.deleteIdentifiers': async ({ identifiers: named, typedCount }) => ({
      rows: [...(await identifiers.remove(named, typedCount))],
    }),
    'intune.push': async () => ({ certificate: await push.read() }),
    'intune.pushRequest': () => push.request(),
    'intune.uploadPush': ({ appleId, file }) => push.upload(appleId, Buffer.from(file, 'base64')),
    'intune.customProfiles': async () => ({ profiles: [...(await custom.list())] }),
    'intune.saveCustomProfile': async (order) => {
      const { findings, ...saved } = await custom.save(order)
      return { ...saved, findings: [...findings] }
    },
    'intune.assignCustomProfile': async ({ profile, targets }) => ({ profile: await custom.assign(profile, targets) }),
    'intune.deleteCustomProfile': async ({ profile }) => {
      await custom.remove(profile)
      return {}
    },
  } satisfies Partial<Handlers<typeof intuneContract>>
}
