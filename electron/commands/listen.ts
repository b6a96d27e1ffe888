import { AppError } from '../../src-shared/errors.ts'
import { NotificationProxy } from '../apple/services/notification-proxy.ts'
import { followSyslog } from '../apple/services/syslog-relay.ts'
import type { CommandContext } from './device-desk.ts'
import { pairedLink } from './on-service.ts'

/** The device's log, line by line, until nobody listens. @throws AppError `stream.closed` when the device leaves */
export async function* syslog(context: CommandContext): AsyncGenerator<string, void, void> {
  const { mux, device, record } = await pairedLink(context)
  const { signal } = context
  yield* followSyslog(mux, device, record, { signal })
  if (!signal.aborted) throw new AppError('stream.closed')
}

/** Names of notifications as they come, until nobody listens. */
export async function* notifications(
  context: CommandContext,
  { names }: { readonly names: readonly string[] },
): AsyncGenerator<string, void, void> {
  const { mux, device, record } = await pairedLink(context)
  const { signal } = context
  const proxy = await NotificationProxy.open(mux, device, record, { signal })
  try {
    await proxy.observe(...names)
    while (!signal.aborted) yield await proxy.next({ signal })
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    proxy.close()
  }
}
