/** Somebody at the practice portal for push certificates, with a browser's forms. */
export type PushPortal = {
  /** Signs in with an Apple Account. */
  readonly signIn: (account: string) => Promise<void>
  /**
   * Uploads a request: for a new certificate, or as the renewal of the one with this topic.
   * @returns the page's answer: what went wrong, or the new certificate
   */
  readonly upload: (
    request: string,
    renewed?: string,
  ) => Promise<{ readonly says: string; readonly pem: string | null }>
}

export function pushPortal(appleUrl: string): PushPortal {
  const page = async (path: string, form?: FormData | URLSearchParams): Promise<string> => {
    const init = form === undefined ? {} : { method: 'POST', body: form }
    return (await fetch(`${appleUrl}${path}`, init)).text()
  }
  /** The row of a topic; without one the last. */
  const rowOf = (html: string, topic?: string): string | undefined => {
    const rows = html.split('<tr>').filter((row) => row.includes('Mobile Device Management'))
    const row = topic === undefined ? rows.at(-1) : rows.find((one) => one.includes(topic))
    return /\/portal\/push\/(\d+)\/certificate/.exec(row ?? '')?.[1]
  }
  return {
    signIn: async (account) => void (await page('/portal/sign-in', new URLSearchParams({ account }))),
    upload: async (request, renewed) => {
      const form = new FormData()
      form.set('request', new Blob([request]), 'IntuneCSR.csr')
      const seq = renewed === undefined ? undefined : rowOf(await page('/portal/push'), renewed)
      const html = await page(renewed === undefined ? '/portal/push' : `/portal/push/${seq ?? '0'}/renew`, form)
      const [, role, says = ''] = /<p role="(status|alert)">([^<]*)/.exec(html) ?? []
      if (role !== 'status') return { says, pem: null }
      return { says, pem: await page(`/portal/push/${rowOf(html, renewed) ?? '0'}/certificate`) }
    },
  }
}
