import * as z from 'zod'

/** Microsoft: Apple Configurator devices of a tenant. */
export const maxTenantSerials = 75_000

export const serialState = z.enum(['unknown', 'enrolled', 'pendingReset', 'failed', 'notContacted', 'blocked'])
export type SerialState = z.infer<typeof serialState>

/** A serial number Intune was told about beforehand. Times are milliseconds since 1970, null for never. */
export const intuneSerial = z.object({
  serial: z.string(),
  details: z.string(),
  /** The bare guid of its profile; null: it cannot enroll. */
  profileId: z.string().nullable(),
  profileName: z.string().nullable(),
  state: serialState,
  lastContactedAt: z.number().nullable(),
  createdAt: z.number().nullable(),
})
export type IntuneSerial = z.infer<typeof intuneSerial>

/** One row of what is to be imported. */
const serialRow = z.object({ serial: z.string().max(200), details: z.string().max(2_000).nullable() })

/** From a file as it is on the disk, or from what hangs on the cables, or typed. */
export const serialSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), file: z.base64().max(11_000_000) }),
  z.object({ kind: z.literal('rows'), rows: z.array(serialRow).max(100_000) }),
])
export type SerialSource = z.infer<typeof serialSource>

/**
 * What would become of a row. new: Intune does not know it. update: it does, and takes these details and the profile.
 * known: it does, and overwriting was not asked for; the profile is assigned all the same. duplicate: a later row has
 * the same serial number. invalidSerial, longDetails: not of a form Intune takes. automated: Apple brought it, its
 * profile is one of the enrollment program. beyondLimit: the tenant is full before it.
 */
export const previewOutcome = z.enum([
  'new',
  'update',
  'known',
  'duplicate',
  'invalidSerial',
  'longDetails',
  'automated',
  'beyondLimit',
])
export type PreviewOutcome = z.infer<typeof previewOutcome>

export const previewRow = z.object({
  /** The line in the file, from 1; the place in the list otherwise. */
  line: z.number().int(),
  serial: z.string(),
  details: z.string().nullable(),
  outcome: previewOutcome,
  /** Its profile changes by this import; the one it has now. */
  changesProfileFrom: z.string().nullable(),
  /** Enrolled now: a changed profile holds only after a reset. */
  enrolled: z.boolean(),
  /** Apple's serial numbers are 10 to 12 long; this one is not. */
  oddLength: z.boolean(),
})
export type PreviewRow = z.infer<typeof previewRow>

/** How a file was read. */
export const fileForm = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  separator: z.enum(['comma', 'semicolon', 'tab', 'none']),
  /** The first line was a heading and is left out. */
  header: z.boolean(),
  rows: z.number().int(),
})
export type FileForm = z.infer<typeof fileForm>

export const serialPreview = z.object({
  /** Null unless it came from a file. */
  form: fileForm.nullable(),
  rows: z.array(previewRow),
  /** Serial numbers in the tenant now, and once this is imported. */
  before: z.number().int(),
  after: z.number().int(),
})
export type SerialPreview = z.infer<typeof serialPreview>

/** imported: created or updated. known: it was there; left as it was. notSent: see its preview. refused: Intune did not take it. */
export const importedRow = z.object({
  line: z.number().int(),
  serial: z.string(),
  outcome: z.enum(['imported', 'known', 'notSent', 'refused']),
  /** Why it was not sent. */
  preview: previewOutcome,
  /** Read back: whether it has the wanted profile; null when none was wanted. */
  assigned: z.boolean().nullable(),
})
export type ImportedRow = z.infer<typeof importedRow>

export const importItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.number().int(), total: z.number().int() }),
  z.object({ kind: z.literal('done'), rows: z.array(importedRow) }),
])
export type ImportItem = z.infer<typeof importItem>

/** assigned: read back as wanted. unchanged: it had it already. unknown: Intune does not know the serial number. */
export const assignedSerial = z.object({
  serial: z.string(),
  outcome: z.enum(['assigned', 'unchanged', 'unknown', 'automated', 'notTaken']),
  /** Enrolled with another profile: it holds only after a reset. */
  needsReset: z.boolean(),
})
export type AssignedSerial = z.infer<typeof assignedSerial>

export const deletedSerial = z.object({ serial: z.string(), outcome: z.enum(['deleted', 'unknown', 'notDeleted']) })
export type DeletedSerial = z.infer<typeof deletedSerial>
