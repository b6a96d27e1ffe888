import { expect, test } from 'vitest'
import { hrefOf, pageNames, parseRoute } from '../../renderer/navigation/route.ts'

test('every page is found under its own address', () => {
  for (const page of pageNames) expect(parseRoute(hrefOf(page))).toEqual({ page, part: '' })
  expect(parseRoute(hrefOf('settings', 'about'))).toEqual({ page: 'settings', part: 'about' })
})

test('an address that nobody knows leads home', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#/../settings/../..'])
    expect(parseRoute(hash)).toEqual({ page: 'stage', part: '' })
})
