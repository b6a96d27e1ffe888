import type { Command } from 'commander'
import type { UsbDeviceView, UsbTreeView } from '../../../src-shared/usb-view.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { formatTable } from './table.ts'
import { withApp } from './with-app.ts'

type UsbFlags = Connection & { readonly json?: boolean; readonly watch?: boolean }

/** `slipway usb`: what hangs on which physical port, devices included that usbmuxd does not show. */
export function addUsbCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  program
    .command('usb')
    .description(t('cli:usb.about'))
    .option('--data <dir>', t('cli:option.data'))
    .option('--practice', t('cli:option.practice'))
    .option('--mux <address>', t('cli:option.mux'))
    .option('--watch', t('cli:usb.watch'))
    .option('--json', t('cli:option.json'))
    .action((flags: UsbFlags) => run(flags, host))
}

async function run(flags: UsbFlags, host: CliHost): Promise<void> {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop)
  try {
    await withApp(flags, host, async ({ handlers }) => {
      if (flags.watch !== true) return show(await handlers['usb.tree']({}), flags, host)
      for await (const tree of handlers['usb.feed']({}, { signal: stopping.signal })) show(tree, flags, host)
    })
  } finally {
    process.off('SIGINT', stop)
  }
}

function show(tree: UsbTreeView, flags: UsbFlags, host: CliHost): void {
  if (flags.json === true) process.stdout.write(`${JSON.stringify(tree, null, flags.watch === true ? 0 : 2)}\n`)
  else process.stdout.write(`${usbText(tree, host)}\n`)
}

/** The listing for people; a bus that could not be read is said at its end, and an empty one is no trouble. */
export function usbText(tree: UsbTreeView, { translator }: Pick<CliHost, 'translator'>): string {
  const { t } = translator
  const blocks = [devicesText(tree, translator), ...detailTexts(tree, translator)]
  for (const udid of tree.unplaced) if (tree.source !== 'none') blocks.push(t('cli:usb.unplaced', { udid }))
  if (tree.error !== undefined) {
    const { sentence, remedy } = translator.error(tree.error)
    blocks.push(`${t('cli:error', { sentence })}\n${t('cli:remedy', { remedy })}`)
  }
  return blocks.join('\n\n')
}

type Translator = CliHost['translator']

function devicesText({ buses, devices, error }: UsbTreeView, { t }: Translator): string {
  if (devices.length === 0) return t(buses.length === 0 && error === undefined ? 'cli:usb.none' : 'cli:usb.noDevices')
  const columns = ['port', 'slot', 'mode', 'udid', 'serial', 'ecid', 'speed', 'product'] as const
  const rows = devices.map((device) => [
    device.port,
    String(device.slot ?? '–'),
    t(`cli:usb.mode.${device.mode}`),
    device.udid ?? '–',
    device.serial ?? '–',
    device.ecid ?? '–',
    device.speed === null ? '–' : t(`cli:usb.speed.${device.speed}`),
    printable(device.product, '–'),
  ])
  const header = columns.map((column) => t(`cli:usb.table.${column}`))
  return [formatTable(header, rows), ...devices.flatMap((device) => whatToDo(device, t) ?? [])].join('\n')
}

function whatToDo({ mode, port }: UsbDeviceView, t: Translator['t']): string | null {
  if (mode === 'ncmDirect' || mode === 'recovery' || mode === 'dfu' || mode === 'restore')
    return t(`cli:usb.todo.${mode}`, { port })
  return null
}

function detailTexts({ buses, hubs }: UsbTreeView, { t }: Translator): readonly string[] {
  const busLines = buses.map(({ number, controller, appleDevices: count }) =>
    t('cli:usb.bus', { number, controller: printable(controller, t('cli:usb.unnamed')), count }),
  )
  const hubLines = hubs.map(({ port, product, appleDevices: count }) =>
    t('cli:usb.hub', { port, product: printable(product, t('cli:usb.unnamed')), count }),
  )
  return [
    ...(busLines.length === 0 ? [] : [[t('cli:usb.buses'), ...busLines].join('\n  ')]),
    ...(hubLines.length === 0 ? [] : [[t('cli:usb.hubs'), ...hubLines].join('\n  ')]),
  ]
}

/** A device names itself: nothing it says may move a terminal's cursor. */
function printable(text: string | null, otherwise: string): string {
  return text === null ? otherwise : text.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
}
