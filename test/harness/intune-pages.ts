/** What an administrator does in Intune's own pages: calls to the practice Graph, straight, not through our client. */
export type IntunePages = {
  readonly call: (method: string, path: string, body?: object) => Promise<Record<string, unknown>>
  /** The records of managed devices with this serial number, newest last. */
  readonly managed: (serial: string) => Promise<readonly Record<string, unknown>[]>
  /** Retire, wipe and the like, of the only record. */
  readonly act: (serial: string, action: string, body?: object) => Promise<void>
}

export function intunePages(world: { readonly graphBaseUrl: string; readonly graphToken: string }): IntunePages {
  const call: IntunePages['call'] = async (method, path, body) => {
    const response = await fetch(`${world.graphBaseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${world.graphToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
  const devices = '/v1.0/deviceManagement/managedDevices'
  const managed: IntunePages['managed'] = async (serial) => {
    const { value } = await call('GET', `${devices}?$filter=serialNumber eq '${serial}'`)
    return value as readonly Record<string, unknown>[]
  }
  return {
    call,
    managed,
    act: async (serial, action, body) => {
      const [record] = await managed(serial)
      if (record === undefined) throw new Error(`${serial} is not managed`)
      await call('POST', `${devices}/${String(record['id'])}/${action}`, body)
    },
  }
}
