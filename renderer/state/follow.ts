import type { Api } from '../api.ts'
import { keepConnected } from '../api.ts'
import { followCarts } from './carts.ts'
import { followAssets } from '../scanner/assets.ts'
import { applyChanges, useDevices } from './devices.ts'
import { useSelection } from './selection.ts'
import { useStation } from './station.ts'

/** The connection in force; what still runs for an earlier one stops when it sees another here. */
let current: Api | null = null

/** Connects the window's state to the core: once, at start. Every new connection lists everything again. */
export function followCore(): void {
  keepConnected((connection) => {
    useStation.setState({ connection: connection.state })
    current = connection.state === 'open' ? connection.api : null
    if (connection.state !== 'open') return
    const { api } = connection
    followAssets(api, () => current === api)
    void follow(api)
  })
}

async function follow(api: Api): Promise<void> {
  try {
    await readStation(api)
    const { blueprints } = await api['blueprints.list']({})
    useStation.setState({ blueprints })
    followCarts(api).catch(() => {})
    for await (const changes of api['devices.feed']({})) {
      useDevices.setState((state) => applyChanges(state, changes))
      useSelection.getState().keepOnly(useDevices.getState().attached)
    }
  } catch {
    // The link's own end starts the next connection; a feed that ended on a living link is asked for again.
  }
  setTimeout(() => {
    if (current === api) void follow(api)
  }, 1000)
}

/** What the header says. The tenant's name comes later than the window and the cable service may go: asked now and then. */
async function readStation(api: Api): Promise<void> {
  const info = await api['station.info']({})
  useStation.getState().arrive(info)
  const settled = info.tenantName !== null && info.cableService
  setTimeout(
    () => {
      if (current === api) readStation(api).catch(() => {})
    },
    settled ? 15_000 : 3000,
  )
}
