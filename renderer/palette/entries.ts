import type { Translator } from '../../src-shared/i18n/translator.ts'
import { deviceName, slotLabel } from '../device-words.ts'
import { commands } from '../keyboard/commands.ts'
import { goToDevice } from '../keyboard/go-to-device.ts'
import { pages } from '../navigation/pages.ts'
import { goTo } from '../navigation/route.ts'
import { useAssets } from '../scanner/assets.ts'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useStation } from '../state/station.ts'
import type { Entry } from './search.ts'

/** Everything that can be found now: what can be done, the pages, and the devices, those on a cable first. */
export function paletteEntries(text: Translator, attached: readonly string[]): readonly Entry[] {
  return [...commandEntries(text), ...pageEntries(text), ...deviceEntries(text, attached)]
}

function commandEntries({ t }: Translator): readonly Entry[] {
  return commands
    .filter(({ offered }) => offered === undefined || offered())
    .map(({ label, letter, run }) => ({
      id: `command-${label}`,
      kind: 'command',
      title: t(`keys:command.${label}`),
      detail: '',
      numbers: [],
      keys: letter?.toUpperCase() ?? '',
      run,
    }))
}

function pageEntries({ t }: Translator): readonly Entry[] {
  const practice = useStation.getState().info?.mode === 'practice'
  return pages
    .filter(({ practiceOnly }) => practice || practiceOnly !== true)
    .map(({ name }) => ({
      id: `page-${name}`,
      kind: 'page',
      title: t(`shell:page.${name}`),
      detail: '',
      numbers: [],
      keys: '',
      run: () => goTo(name),
    }))
}

function deviceEntries(text: Translator, attached: readonly string[]): readonly Entry[] {
  const { bySerial } = useAssets.getState()
  const { unplugged, byUdid } = useDevices.getState()
  return [...attached, ...unplugged].flatMap((udid) => {
    const device = byUdid[udid]
    if (device === undefined) return []
    const serial = device.facts?.serial ?? '–'
    const asset = bySerial[serial.toUpperCase()]
    const slot = slotLabel(device, text)
    return {
      id: `device-${udid}`,
      kind: 'device',
      title: deviceName(device, text),
      detail:
        asset === undefined
          ? text.t('keys:palette.device', { slot, serial })
          : text.t('keys:palette.deviceTagged', { slot, serial, asset }),
      numbers: [serial, asset ?? '', device.slot === null ? '' : String(device.slot), device.facts?.imei ?? ''],
      keys: '',
      run: () => {
        goToDevice(udid)
        useSelection.getState().open({ kind: 'device', udid })
      },
    }
  })
}
