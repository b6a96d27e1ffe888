import { useEffect, useRef, useState } from 'react'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import type { Api } from '../api.ts'
import { api } from '../api.ts'
import { useStation } from './station.ts'

export type Followed<T> = {
  /** The newest item; null before the first one came. */
  readonly value: T | null
  readonly error: ErrorRecord | null
}

const againMs = 2000

/**
 * The newest item of one of the contract's streams, for as long as a component shows it. It is opened again after a lost
 * connection, so that every window shows what is so now.
 */
export function useFeed<T>(open: (api: Api, signal: AbortSignal) => AsyncIterable<T>): Followed<T> {
  const connected = useStation((state) => state.connection === 'open')
  const [followed, setFollowed] = useState<Followed<T>>({ value: null, error: null })
  const [turn, setTurn] = useState(0)
  const opening = useRef(open)
  useEffect(() => {
    if (!connected) return undefined
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = async (): Promise<void> => {
      try {
        for await (const value of opening.current(api(), stop.signal)) {
          if (stop.signal.aborted) return
          setFollowed({ value, error: null })
        }
      } catch (thrown) {
        if (!stop.signal.aborted) setFollowed((before) => ({ ...before, error: toErrorRecord(thrown) }))
      }
      if (!stop.signal.aborted) timer = setTimeout(() => setTurn((before) => before + 1), againMs)
    }
    void follow()
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [connected, turn])
  return followed
}

export type Answer<T> = Followed<T> & { readonly again: () => void }

/** The answer to one question, asked when a component appears, when `key` changes, and again on demand. */
export function useAnswer<T>(key: string, ask: (api: Api) => Promise<T>): Answer<T> {
  const connected = useStation((state) => state.connection === 'open')
  const [followed, setFollowed] = useState<Followed<T>>({ value: null, error: null })
  const [turn, setTurn] = useState(0)
  const asking = useRef(ask)
  useEffect(() => {
    asking.current = ask
  })
  useEffect(() => {
    if (!connected) return undefined
    let wanted = true
    const question = async (): Promise<void> => {
      try {
        const value = await asking.current(api())
        if (wanted) setFollowed({ value, error: null })
      } catch (thrown) {
        if (wanted) setFollowed((before) => ({ ...before, error: toErrorRecord(thrown) }))
      }
    }
    void question()
    return () => {
      wanted = false
    }
  }, [connected, turn, key])
  return { ...followed, again: () => setTurn((before) => before + 1) }
}
