import { useCallback, useState } from 'react'

const key = 'slipway.expectedReturns'

/** Serial numbers that were scanned in this window; kept while the window is open. */
export function useExpected(): { readonly serials: readonly string[]; readonly expect: (serial: string) => void } {
  const [serials, setSerials] = useState<readonly string[]>(read)
  const expect = useCallback((serial: string) => {
    const name = serial.trim().toUpperCase()
    setSerials((known) => {
      const all = [name, ...known.filter((one) => one !== name)].slice(0, 500)
      sessionStorage.setItem(key, JSON.stringify(all))
      return all
    })
  }, [])
  return { serials, expect }
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}
