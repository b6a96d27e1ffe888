import { z } from 'zod'
import type { CartDevice } from './cart-device.ts'
import { signInToApple } from './software/app-store.ts'

type Answer = { readonly status: number; readonly body: unknown }

const app = z.strictObject({ bundleId: z.string().min(1) })
const account = z.strictObject({ userName: z.string().min(1), password: z.string() })
const profile = z.strictObject({ identifier: z.string() })
const wrongForm: Answer = { status: 400, body: { error: 'wrong form' } }

/** What a person does on a device of their own accord: null for what nobody here knows how to do. */
export async function doByHand({ device }: CartDevice, verb: string, body: unknown): Promise<Answer | null> {
  const { software, phone } = device
  if (verb === 'remove-profile') {
    const wanted = profile.safeParse(body)
    if (!wanted.success) return wrongForm
    // A device that does not allow it has no button for it.
    const result = await software.removeProfile(wanted.data.identifier)
    return { status: 200, body: { removed: result.ok } }
  }
  if (verb === 'apple-account') {
    const wanted = account.safeParse(body)
    if (!wanted.success) return wrongForm
    signInToApple(phone, wanted.data.userName, wanted.data.password, 'settings')
    return { status: 200, body: { ok: true } }
  }
  // In Settings, or with another computer's tool: nobody who listens on the cable hears of it.
  if (verb === 'erase') {
    phone.emit('eraseRequested', { preserveDataPlan: true })
    return { status: 200, body: { ok: true } }
  }
  if (verb !== 'store' && verb !== 'open') return null
  const wanted = app.safeParse(body)
  if (!wanted.success) return wrongForm
  if (verb === 'open') return { status: 200, body: { opened: software.openApp(wanted.data.bundleId) } }
  // The store asks the person for an account where there is none: who waits for that sees the question meanwhile.
  void software.installFromStore(wanted.data.bundleId).then((result) => {
    if (!result.ok) phone.record('storeFailed', { bundleId: wanted.data.bundleId, reason: result.text })
  })
  return { status: 200, body: { ok: true } }
}
