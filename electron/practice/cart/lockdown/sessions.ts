import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { randomUuid } from '../../../lib/crypto.ts'
import { waitIn } from '../cart-world.ts'
import { insecureServices, services } from '../services/catalogue.ts'
import type { LockdownLine } from './line.ts'
import type { LockdownReply } from './lockdownd.ts'
import { LockdownRefusal } from './refusal.ts'

/** StartSession: right after the reply the host begins a TLS handshake, with the device as server. */
export function startSession(line: LockdownLine, request: PlistDict): LockdownReply {
  const { phone } = line.device
  if (line.session !== null) throw new LockdownRefusal('SessionActive')
  const hostId = stringAt(request, 'HostID')
  if (hostId === undefined) throw new LockdownRefusal('MissingHostID')
  const host = phone.storage.trustedHosts.get(hostId)
  if (host === undefined) throw new LockdownRefusal('InvalidHostID')
  if (!phone.unlockedSinceBoot) throw new LockdownRefusal('PasswordProtected')
  const session = { id: randomUuid().toUpperCase(), host }
  return {
    reply: { SessionID: session.id, EnableSessionSSL: true },
    after: async () => {
      const { privateKeyPem } = await phone.identity.lockdownKey()
      const outcome = await line.connection.secure(host, privateKeyPem, (ms) => waitIn(line.device.world, ms))
      if (outcome === 'stranger') return 'stop'
      line.session = session
      return 'continue'
    },
  }
}

/** StopSession: the TLS ends, the connection may go on in clear text. */
export function stopSession(line: LockdownLine, request: PlistDict): LockdownReply {
  if (line.session === null) throw new LockdownRefusal('SessionInactive')
  const id = stringAt(request, 'SessionID')
  if (id === undefined) throw new LockdownRefusal('MissingSessionID')
  if (id !== line.session.id) throw new LockdownRefusal('InvalidSessionID')
  return {
    reply: { Result: 'Success' },
    after: async () => {
      line.session = null
      await line.connection.clear()
      return 'continue'
    },
  }
}

/** StartService: a port for one connection, which outlives the session. */
export function startService(line: LockdownLine, request: PlistDict): PlistInputDict {
  const { device, session } = line
  const name = stringAt(request, 'Service')
  if (name === undefined) throw new LockdownRefusal('MissingService')
  if (session === null && !insecureServices.has(name)) throw new LockdownRefusal('SessionInactive')
  if (!Object.hasOwn(services, name)) throw new LockdownRefusal('InvalidService')
  if (insecureServices.has(name)) return { Service: name, Port: device.startService(name, null) }
  if (!device.phone.unlockedSinceBoot) throw new LockdownRefusal('PasswordProtected')
  return { Service: name, Port: device.startService(name, session?.host ?? null), EnableServiceSSL: true }
}

/** EnterRecovery: the echo, then the device leaves the bus. */
export function enterRecovery(line: LockdownLine): LockdownReply {
  if (line.session === null) throw new LockdownRefusal('SessionInactive')
  return {
    reply: {},
    after: () => {
      line.device.phone.emit('recoveryRequested')
      return Promise.resolve('stop')
    },
  }
}
