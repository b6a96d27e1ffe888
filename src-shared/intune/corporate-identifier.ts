import * as z from 'zod'

export const identifierKind = z.enum(['imei', 'serialNumber'])

/** A device that counts as the company's when somebody enrolls it by hand. Times as everywhere. */
export const corporateIdentifier = z.object({
  id: z.string(),
  identifier: z.string(),
  /** Graph's words; manufacturerModelSerial is for other systems and only shown. */
  kind: z.string(),
  details: z.string(),
  state: z.string(),
  lastContactedAt: z.number().nullable(),
})
export type CorporateIdentifier = z.infer<typeof corporateIdentifier>

/** imported, known (left as it was), duplicate (a later row counts), invalid, refused. */
export const identifierOutcome = z.enum(['new', 'imported', 'known', 'duplicate', 'invalid', 'refused'])
export const identifierResult = z.object({
  line: z.number().int(),
  identifier: z.string(),
  kind: identifierKind.nullable(),
  outcome: identifierOutcome,
})
export type IdentifierResult = z.infer<typeof identifierResult>
