export type ObservedEntry = {
  readonly at: number
  readonly channel: string
  readonly what: string
  readonly serial: string | null
  readonly outcome: string
}

export type EnrollmentTruth = {
  readonly serial: string
  readonly udid: string
  readonly route: string
  readonly state: string
  readonly certificateSha256: string
  readonly certificateSubject: string | null
  readonly commands: readonly { readonly requestType: string; readonly state: string }[]
}

/** The tenant's control plane: what it really received, and the faults it can be given. */
export type TenantHand = {
  readonly observed: () => Promise<readonly ObservedEntry[]>
  /** How often it received each thing, by `channel what outcome`. */
  readonly counts: () => Promise<Readonly<Record<string, number>>>
  readonly enrollments: () => Promise<readonly EnrollmentTruth[]>
  /** `act('switches', { offline: true })`; see the tenant's control server. */
  readonly act: (name: string, body?: object) => Promise<Record<string, unknown>>
}

export function tenantHand(url: string, token: string): TenantHand {
  const call = async (method: 'GET' | 'POST', path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    })
    if (!response.ok) throw new Error(`tenant: ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Record<string, unknown>
  }
  return {
    observed: async () => (await call('GET', 'observed'))['entries'] as readonly ObservedEntry[],
    counts: async () => (await call('GET', 'observed'))['counts'] as Readonly<Record<string, number>>,
    enrollments: async () => (await call('GET', 'enrollments'))['enrollments'] as readonly EnrollmentTruth[],
    act: (name, body) => call('POST', name, body),
  }
}
