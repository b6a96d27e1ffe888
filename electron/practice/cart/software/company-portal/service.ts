import { z } from 'zod'
import { signCms } from '../../../../pki/cms-sign.ts'
import { transactionError } from '../device-error.ts'
import { deviceRequest } from '../device-http.ts'
import type { Running } from '../running.ts'
import type { PortalSite } from '../software.ts'
import { portalRoots } from './portal-roots.ts'

/** The service said no, and why, for the person. */
export class PortalRefusal extends Error {
  override readonly name = 'PortalRefusal'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const refusal = z.object({ code: z.string(), message: z.string().max(1000) })
const greeting = z.object({
  displayName: z.string(),
  devices: z.array(z.object({ id: z.string(), name: z.string(), model: z.string() })).max(500),
  newDevice: z.boolean(),
})
export type Greeting = z.infer<typeof greeting>
const errand = z.object({ ticket: z.string(), url: z.url({ protocol: /^https$/ }) })
export type Errand = z.infer<typeof errand>
const progress = z.object({ finished: z.boolean() })

/** What the app asks its service, for one person. All throw PortalRefusal, and DeviceError without an answer. */
export type PortalService = {
  readonly hello: () => Promise<Greeting>
  readonly confirm: (deviceId: string, lastFour: string) => Promise<Errand>
  readonly enroll: () => Promise<Errand>
  readonly isFinished: (ticket: string) => Promise<boolean>
}

export function portalService(running: Running, site: PortalSite, idToken: string): PortalService {
  const ask = <Answer>(act: string, body: object, schema: z.ZodType<Answer>): Promise<Answer> =>
    post(running, site, { act, body, idToken }, schema)
  return {
    hello: () => ask('hello', {}, greeting),
    confirm: (deviceId, lastFour) => ask('confirm', { deviceId, lastFour }, errand),
    enroll: () => ask('enroll', {}, errand),
    isFinished: async (ticket) => (await ask('status', { ticket }, progress)).finished,
  }
}

async function post<Answer>(
  running: Running,
  site: PortalSite,
  { act, body, idToken }: { readonly act: string; readonly body: object; readonly idToken: string },
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const bytes = Buffer.from(JSON.stringify(body))
  const { mdm } = running.phone.storage
  const answer = await deviceRequest(running, {
    method: 'POST',
    url: `${site.url}/api/${act}`,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${idToken}`,
      ...(mdm === null
        ? {}
        : { 'mdm-signature': signCms(bytes, { ...mdm.identity, detached: true }).toString('base64') }),
    },
    body: bytes,
    roots: portalRoots(running, site),
    timeoutMs: 60_000,
  })
  const value = json(answer.body)
  if (answer.status === 200) {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
  }
  const refused = refusal.safeParse(value)
  if (refused.success) throw new PortalRefusal(refused.data.code, refused.data.message)
  throw transactionError(23001, `Company Portal answered with status ${answer.status}.`)
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
