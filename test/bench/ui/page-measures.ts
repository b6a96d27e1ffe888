import type { Page } from '@playwright/test'

/** Frame after frame for a while. @returns the time between them, in ms */
export function measureFrames(page: Page, forMs: number): Promise<number[]> {
  return page.evaluate(
    (duration) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = []
        const started = performance.now()
        let before = 0
        const frame = (at: number): void => {
          if (before !== 0) gaps.push(at - before)
          before = at
          if (at - started < duration) requestAnimationFrame(frame)
          else resolve(gaps)
        }
        requestAnimationFrame(frame)
      }),
    forMs,
  )
}

/**
 * How busy the page's main thread is while something lasts, counted in CPU time, which other programs at work do not
 * lengthen much (Chrome DevTools Protocol, Performance domain).
 * @returns with `busyShare` as CPU seconds per second
 */
export async function measureThread<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly busyShare: number; readonly result: T }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  const [before, started] = [await busy(), performance.now()]
  const result = await work()
  const busyShare = ((await busy()) - before) / ((performance.now() - started) / 1000)
  await session.detach()
  return { busyShare, result }
}

/** Chromium tells of events that took 16 ms and more, in steps of 8 ms (W3C Event Timing). */
const leastTold = 16

/**
 * What a person does while the cart works: arrows, select, open, close.
 * @returns from key or click to the next paint, in ms, of each; the quickest count as 16
 */
export async function measureInteractions(page: Page, rounds: number): Promise<number[]> {
  await page.evaluate((threshold) => {
    const durations = new Map<number, number>()
    Object.assign(window, { interactionDurations: durations })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { interactionId = 0 } = entry as PerformanceEntry & { readonly interactionId?: number }
        if (interactionId !== 0)
          durations.set(interactionId, Math.max(durations.get(interactionId) ?? 0, entry.duration))
      }
    }).observe({ type: 'event', durationThreshold: threshold } as PerformanceObserverInit)
  }, leastTold)
  let made = 0
  const cells = page.getByRole('gridcell')
  await cells.first().focus()
  for (let round = 0; round < rounds; round += 1) {
    for (const key of ['ArrowRight', 'Space', 'ArrowDown', 'Enter', 'Escape', 'ArrowRight', 'Space']) {
      await page.keyboard.press(key)
      made += 1
      await page.waitForTimeout(60)
    }
    await cells.nth((round * 5) % 12).click({ position: { x: 120, y: 60 } })
    await page.waitForTimeout(60)
    await page.keyboard.press('Escape')
    made += 2
  }
  const told = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 200))
    const { interactionDurations } = window as unknown as { readonly interactionDurations: Map<number, number> }
    return [...interactionDurations.values()]
  })
  return [...told, ...Array.from({ length: Math.max(0, made - told.length) }, () => leastTold)]
}

/** Waits for so many slots in the page. @returns when each was painted, in ms since 1970 */
export async function watchArrivals(page: Page, count: number): Promise<() => Promise<number[]>> {
  await page.evaluate((wanted) => {
    const painted = new Promise<number[]>((resolve) => {
      const seen = new Map<Element, number>()
      const look = (): void => {
        const fresh = [...document.querySelectorAll('[role=gridcell][data-udid]')].filter((cell) => !seen.has(cell))
        if (fresh.length === 0) return
        for (const cell of fresh) seen.set(cell, 0)
        // A task after the next frame: the frame is drawn by then.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => {
            for (const cell of fresh) seen.set(cell, performance.timeOrigin + performance.now())
            if (seen.size >= wanted && ![...seen.values()].includes(0)) resolve([...seen.values()])
          })
          port1.start()
          port2.postMessage(null)
        })
      }
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
    })
    Object.assign(window, { arrivals: painted })
  }, count)
  return () => page.evaluate(() => (window as unknown as { readonly arrivals: Promise<number[]> }).arrivals)
}
