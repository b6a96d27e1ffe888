import type { DeviceView } from '../../../src-shared/device-view.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { CliHost } from './cli-host.ts'

/**
 * The UDIDs of the devices that a person named by UDID or serial number, each once.
 * @param all every device that is listed, instead of those
 * @throws AppError `stage.unknownDevice`; `app.usage` when none is named, or a serial number is that of several
 */
export function namedDevices(
  views: readonly DeviceView[],
  names: readonly string[],
  all: boolean,
  { translator: { t } }: Pick<CliHost, 'translator'>,
): string[] {
  const udids = all ? views.map(({ udid }) => udid) : names.map((name) => namedOne(name))
  if (udids.length === 0) throw new AppError('app.usage', { detail: t('cli:named.none') })
  return [...new Set(udids)]

  function namedOne(name: string): string {
    const serial = name.trim().toUpperCase()
    const found = views.filter((view) => view.udid === name || view.facts?.serial?.toUpperCase() === serial)
    const [one, other] = found
    if (one === undefined) throw new AppError('stage.unknownDevice', { udid: name })
    if (other === undefined) return one.udid
    const list = found.map(({ udid }) => udid).join(', ')
    throw new AppError('app.usage', { detail: t('cli:named.several', { serial, udids: list }) })
  }
}

/** @throws AppError `app.usage` for anything but a whole number */
export function countOf(option: string, text: string, { translator: { t } }: Pick<CliHost, 'translator'>): number {
  if (!/^\d{1,6}$/.test(text.trim()))
    throw new AppError('app.usage', { detail: t('cli:named.count', { option, text }) })
  return Number(text)
}
