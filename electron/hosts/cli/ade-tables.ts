import type { AdeDevice, AdeToken } from '../../../src-shared/ade.ts'
import { dayOf } from './ade-words.ts'
import type { CliHost } from './cli-host.ts'
import { formatTable } from './table.ts'

/** The devices of a token, with the name of each one's profile. */
export function adeDevicesText(
  listed: readonly AdeDevice[],
  profileOf: (device: AdeDevice) => string,
  host: CliHost,
): string {
  const { t } = host.translator
  const header = (['serial', 'profile', 'state', 'contacted', 'details'] as const).map((name) =>
    t(`ade:column.${name}`),
  )
  const rows = listed.map((device) => [
    device.serial,
    profileOf(device),
    device.deleted ? t('ade:deleted') : t(`ade:state.${device.state}`),
    dayOf(device.lastContactedAt, host),
    device.details,
  ])
  return formatTable(header, rows)
}

/** The tokens with how their last sync went. */
export function adeTokensText(tokens: readonly AdeToken[], host: CliHost): string {
  const { t } = host.translator
  const header = (['name', 'appleId', 'expires', 'lastSync', 'devices', 'state'] as const).map((name) =>
    t(`ade:column.${name}`),
  )
  const rows = tokens.map((token) => [
    token.name === '' ? token.id : token.name,
    token.appleId ?? '–',
    token.expiresAt === null ? t('ade:notUploaded') : dayOf(token.expiresAt, host),
    dayOf(token.lastSyncAt, host),
    String(token.syncedDevices),
    stateOf(token, host),
  ])
  return formatTable(header, rows)
}

function stateOf(token: AdeToken, { translator: { t } }: CliHost): string {
  if (token.expiresAt === null) return t('ade:notUploaded')
  if (token.expiresAt <= Date.now()) return t('ade:expired')
  if (token.syncError === 0) return t('ade:syncOk')
  return token.syncError === 3 ? t('ade:syncTerms') : t('ade:syncError', { code: token.syncError })
}
