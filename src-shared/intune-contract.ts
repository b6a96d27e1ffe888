import * as z from 'zod'
import { corporateIdentifier, identifierResult } from './intune/corporate-identifier.ts'
import { customFinding, customProfile, customTarget } from './intune/custom-profile.ts'
import {
  exportedProfile,
  intuneProfile,
  intuneProfileChanges,
  intuneProfileSettings,
  signInCheck,
} from './intune/profile.ts'
import { pushCertificate } from './intune/push-certificate.ts'
import { auditEntry, intuneCategory, intuneDevice, intuneDeviceDetail, troubleEvent } from './intune/record.ts'
import {
  assignedSerial,
  deletedSerial,
  importItem,
  intuneSerial,
  serialPreview,
  serialSource,
  serialState,
} from './intune/serial.ts'

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', input, output } as const
}

const nothing = z.object({})
/** By id or by name. */
const ofProfile = z.object({ profile: z.string().min(1).max(400) })
/** By Graph id or by serial number. */
const ofDevice = z.object({ device: z.string().min(1).max(200) })
const serials = z.array(z.string().max(40)).min(1).max(75_000)

const importOrder = z.object({
  source: serialSource,
  /** By id or by name; null leaves the assignment as it is. */
  profile: z.string().min(1).max(400).nullable(),
  /** Replaces the details of serial numbers Intune has already. */
  overwrite: z.boolean(),
})

/** Apple Configurator in Intune: profiles and serial numbers. */
const configuratorEnrollment = {
  'intune.profiles': call(nothing, z.object({ profiles: z.array(intuneProfile) })),
  'intune.createProfile': call(z.object({ settings: intuneProfileSettings }), z.object({ profile: intuneProfile })),
  'intune.editProfile': call(ofProfile.extend({ changes: intuneProfileChanges }), z.object({ profile: intuneProfile })),
  /** `unassign`: although serial numbers have it, which then cannot enroll. */
  'intune.deleteProfile': call(ofProfile.extend({ unassign: z.boolean() }), nothing),
  /** The signed file of the direct route, good for two weeks. */
  'intune.exportProfile': call(ofProfile, exportedProfile),
  /** For affinity with sign-in in Setup Assistant: whether each of the tenant's domains could. */
  'intune.checkSignIn': call(nothing, z.object({ domains: z.array(signInCheck) })),
  'intune.serials': call(
    z.object({
      state: serialState.nullable(),
      /** By id or by name. */
      profile: z.string().max(400).nullable(),
      /** Part of a serial number or of its details. */
      search: z.string().max(200).nullable(),
    }),
    z.object({ serials: z.array(intuneSerial), total: z.number().int() }),
  ),
  /** Dry run: reads, never writes. */
  'intune.previewSerials': call(importOrder, serialPreview),
  /** What the preview of the same order says, done. The last item has a row for each row. Leaving it stops between parts. */
  'intune.importSerials': { kind: 'stream', input: importOrder, item: importItem },
  'intune.assignSerials': call(ofProfile.extend({ serials }), z.object({ rows: z.array(assignedSerial) })),
  /** Typed by a person who saw the list: how many serial numbers are to go. */
  'intune.deleteSerials': call(
    z.object({ serials, typedCount: z.number().int() }),
    z.object({ rows: z.array(deletedSerial) }),
  ),
} as const

/** Devices under management, and what Intune noted about them. */
const managedDevices = {
  /** `search`: part of name, serial number or user. */
  'intune.devices': call(
    z.object({ search: z.string().max(200).nullable() }),
    z.object({ devices: z.array(intuneDevice) }),
  ),
  'intune.device': call(ofDevice, z.object({ device: intuneDeviceDetail })),
  /** Asks the device to report; it does when it is awake. */
  'intune.syncDevice': call(ofDevice, nothing),
  'intune.categories': call(nothing, z.object({ categories: z.array(intuneCategory) })),
  'intune.createCategory': call(
    z.object({ name: z.string().trim().min(1).max(200), description: z.string().max(1000) }),
    z.object({ category: intuneCategory }),
  ),
  /** By id or by name. */
  'intune.deleteCategory': call(z.object({ category: z.string().min(1).max(200) }), nothing),
  'intune.setCategory': call(ofDevice.extend({ category: z.string().min(1).max(200) }), nothing),
  /** Newest first. */
  'intune.troubles': call(
    z.object({ limit: z.number().int().min(1).max(1000) }),
    z.object({ events: z.array(troubleEvent) }),
  ),
  /** Newest first. `component`: Intune's word, such as Enrollment. */
  'intune.audit': call(
    z.object({
      since: z.number().nullable(),
      component: z.string().max(100).nullable(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.object({ entries: z.array(auditEntry) }),
  ),
} as const

const identifiers = {
  'intune.identifiers': call(
    z.object({ search: z.string().max(100).nullable() }),
    z.object({ identifiers: z.array(corporateIdentifier) }),
  ),
  /** IMEI or serial number, by the form of each. `dryRun`: says what it would do. */
  'intune.importIdentifiers': call(
    z.object({ source: serialSource, overwrite: z.boolean(), dryRun: z.boolean() }),
    z.object({ rows: z.array(identifierResult) }),
  ),
  /** By the identifiers themselves. */
  'intune.deleteIdentifiers': call(
    z.object({ identifiers: z.array(z.string().max(200)).min(1).max(5_000), typedCount: z.number().int() }),
    z.object({ rows: z.array(z.object({ identifier: z.string(), deleted: z.boolean() })) }),
  ),
} as const

const push = {
  'intune.push': call(nothing, z.object({ certificate: pushCertificate.nullable() })),
  /** What Apple's push certificate portal takes. */
  'intune.pushRequest': call(nothing, z.object({ request: z.string(), fileName: z.string() })),
  /** `file`: Apple's .pem, base64. Another topic or Apple Account than before is refused. */
  'intune.uploadPush': call(
    z.object({ appleId: z.email(), file: z.base64().max(100_000) }),
    z.object({ certificate: pushCertificate, renewed: z.boolean() }),
  ),
} as const

const custom = {
  'intune.customProfiles': call(nothing, z.object({ profiles: z.array(customProfile) })),
  /** A profile of the vault, by its name there. One of the same display name is updated. `dryRun`: checks only. */
  'intune.saveCustomProfile': call(
    z.object({
      vault: z.string().min(1).max(80),
      displayName: z.string().trim().min(1).max(200).nullable(),
      description: z.string().max(1000).nullable(),
      dryRun: z.boolean(),
    }),
    z.object({
      profile: customProfile.nullable(),
      outcome: z.enum(['created', 'updated', 'unchanged', 'wouldCreate', 'wouldUpdate', 'refused']),
      findings: z.array(customFinding),
    }),
  ),
  /** Replaces all targets; an empty list takes the profile away from every device. */
  'intune.assignCustomProfile': call(
    ofProfile.extend({ targets: z.array(customTarget).max(500) }),
    z.object({ profile: customProfile }),
  ),
  'intune.deleteCustomProfile': call(ofProfile, nothing),
} as const

/** Intune through Microsoft Graph, beside enrollment by a run. Retire, wipe and deleting records are the outbox's. */
export const intuneContract = {
  ...configuratorEnrollment,
  ...managedDevices,
  ...identifiers,
  ...push,
  ...custom,
} as const
