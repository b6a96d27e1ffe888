import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Fluent's tabs are framed by sentinels that pass the focus on; nobody ever rests on one. */
const sentinel = '[data-tabster-dummy]'

/** Looking at everything in every theme takes minutes: `npm test` does it in one of each kind, `npm run test:full` in all. */
export function looksOf<T>(looks: readonly T[], usually = 1): readonly T[] {
  return process.env['SLIPWAY_FULL'] === '1' ? looks : looks.slice(0, usually)
}

/** What axe finds on the page as it is, in words. */
export async function violations(
  page: Page,
  { withoutRules = [], without = [] }: { withoutRules?: string[]; without?: readonly string[] } = {},
): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).disableRules(withoutRules)
  for (const selector of [sentinel, ...without]) builder.exclude(selector)
  const { violations: found } = await builder.analyze()
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).join(' | ')}`,
  )
}
