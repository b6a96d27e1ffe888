import { expect, test } from 'vitest'
import { models } from '../../electron/practice/cart/models.ts'
import { productName } from '../../src-shared/product-names.ts'

test('practice devices are sold under the names that their makers wrote down for themselves', () => {
  expect(models.map(({ productType }) => productName(productType))).toEqual(
    models.map(({ marketingName }) => marketingName),
  )
})

test.each(['iPhone99,1', 'constructor', ''])('%s is not known, and stays what it is', (type) => {
  expect(productName(type)).toBe(type)
})
