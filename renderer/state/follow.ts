import type { Api } from '../api.ts'
import { keepConnected } from '../api.ts'
import { applyChanges, useDevices } from './devices.ts'
import { useSelection } from './selection.ts'
import { useStation } from './station.ts'

/** Connects the window's state to the core: once, at start. Every new connection lists everything again. */
export function followCore(): void {
  keepConnected((connection) => {
    useStation.setState({ connection: connection.state })
    if (connection.state === 'open') void follow(connection.api)
  })
}

async function follow(api: Api): Promise<void> {
  try {
    await readStation(api)
    const { blueprints } = await api['blueprints.list']({})
    useStation.setState({ blueprints })
    for await (const changes of api['devices.feed']({})) {
      useDevices.setState((state) => applyChanges(state, changes))
      useSelection.getState().keepOnly(useDevices.getState().attached)
    }
  } catch {
    // The link's own end starts the next connection; a feed that ended on a living link is asked for again.
  }
  if (useStation.getState().connection === 'open') setTimeout(() => void follow(api), 1000)
}

/** What the header says. The tenant's name comes later than the window, so it is asked again until it is there. */
async function readStation(api: Api): Promise<void> {
  const info = await api['station.info']({})
  useStation.getState().arrive(info)
  if (info.tenantName !== null && info.cableService) return
  setTimeout(() => {
    if (useStation.getState().connection === 'open') readStation(api).catch(() => {})
  }, 3000)
}
