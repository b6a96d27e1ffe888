import type { Link } from './rpc.ts'

/** Keeps what comes before somebody listens, and says "closed" once. */
function inbox() {
  let messageListener: ((message: unknown) => void) | undefined
  const early: unknown[] = []
  const closeListeners: (() => void)[] = []
  let closed = false
  return {
    isClosed: () => closed,
    arrive: (message: unknown): void => {
      if (closed) return
      if (messageListener === undefined) early.push(message)
      else messageListener(message)
    },
    end: (): void => {
      if (closed) return
      closed = true
      for (const listener of closeListeners) listener()
    },
    onMessage: (listener: (message: unknown) => void): void => {
      messageListener = listener
      for (const message of early.splice(0)) listener(message)
    },
    onClose: (listener: () => void): void => {
      if (closed) listener()
      else closeListeners.push(listener)
    },
  }
}

/** Events are typed differently by Node, the DOM, Electron and ws; all carry `data`. */
function dataOf(event: object): unknown {
  return 'data' in event ? event.data : undefined
}

/** Two ends in one process. Delivery is never synchronous, as on every other link. */
export function linkPair(): readonly [Link, Link] {
  const left = inbox()
  const right = inbox()
  const close = (): void => {
    left.end()
    right.end()
  }
  const end = (mine: ReturnType<typeof inbox>, theirs: ReturnType<typeof inbox>): Link => ({
    send: (text) => {
      if (!mine.isClosed()) queueMicrotask(() => theirs.arrive(text))
    },
    onMessage: mine.onMessage,
    onClose: mine.onClose,
    close,
  })
  return [end(left, right), end(right, left)]
}

/** A MessagePort as browsers and node:worker_threads have it. */
export type WebPort = {
  postMessage(message: string): void
  addEventListener(type: 'message', listener: (event: object) => void): void
  addEventListener(type: 'close', listener: () => void): void
  start(): void
  close(): void
}

export function portLink(port: WebPort): Link {
  const box = inbox()
  port.addEventListener('message', (event) => box.arrive(dataOf(event)))
  port.addEventListener('close', box.end)
  port.start()
  return {
    send: (text) => port.postMessage(text),
    onMessage: box.onMessage,
    onClose: box.onClose,
    close: () => {
      port.close()
      box.end()
    },
  }
}

/** Electron's port on the Node side: an emitter, whose messages come wrapped. */
export type EmitterPort = {
  postMessage(message: string): void
  on(event: 'message', listener: (event: object) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

export function emitterPortLink(port: EmitterPort): Link {
  return portLink({
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type: 'message' | 'close', listener: (event: object) => void) => {
      if (type === 'message') port.on('message', listener)
      else port.on('close', () => listener({}))
    },
    start: () => port.start(),
    close: () => port.close(),
  })
}

/** A WebSocket that is open, as browsers and the package `ws` have it. */
export type OpenSocket = {
  send(text: string): void
  addEventListener(type: 'message', listener: (event: object) => void): void
  addEventListener(type: 'close', listener: () => void): void
  close(): void
}

export function socketLink(socket: OpenSocket): Link {
  const box = inbox()
  socket.addEventListener('message', (event) => box.arrive(dataOf(event)))
  socket.addEventListener('close', box.end)
  return {
    send: (text) => {
      if (!box.isClosed()) socket.send(text)
    },
    onMessage: box.onMessage,
    onClose: box.onClose,
    close: () => {
      socket.close()
      box.end()
    },
  }
}
