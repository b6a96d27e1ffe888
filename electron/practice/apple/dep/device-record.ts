import { programTime } from './program.ts'
import type { ProgramDevice } from './store/schema.ts'

/** A device as the API tells it to a server that speaks this version of the protocol. */
export function deviceRecord(device: ProgramDevice, protocol: number): Readonly<Record<string, string>> {
  const version2 = {
    device_family: device.device_family,
    // Apple: only from protocol version 7 on is an iPad said to run iPadOS.
    os: device.os === 'iPadOS' && protocol < 7 ? 'iOS' : device.os,
  }
  return {
    serial_number: device.serial,
    model: device.model,
    description: device.description,
    color: device.color,
    asset_tag: device.asset_tag,
    profile_status: device.profile_status,
    ...(device.profile_uuid === null ? {} : { profile_uuid: device.profile_uuid }),
    ...time('profile_assign_time', device.profile_assigned_at),
    ...time('profile_push_time', device.profile_pushed_at),
    ...time('device_assigned_date', device.assigned_at),
    ...(device.assigned_by === null ? {} : { device_assigned_by: device.assigned_by }),
    ...(protocol >= 2 ? version2 : {}),
  }
}

function time(name: string, at: number | null): Readonly<Record<string, string>> {
  return at === null ? {} : { [name]: programTime(at) }
}
