// What src-shared may use beyond the language itself: the few globals that Node and every browser both have.
// Only build/tsconfig.shared.json includes this file; elsewhere the full definitions of Node or the DOM apply.

interface AbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
interface AbortController {
  readonly signal: AbortSignal
  abort(): void
}
declare var AbortController: { new (): AbortController }
declare function queueMicrotask(callback: () => void): void
