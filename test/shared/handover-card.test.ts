import { expect, it } from 'vitest'
import { handoverHtml } from '../../src-shared/handover-card.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'

const card = { serial: 'TESTC7L4N0PQ', organization: 'Müller & Söhne', supportPhone: '+33 1 23 45 67 89' }
const en = createTranslator('en').t

it('says each step to the user, and the four characters that Company Portal asks for', () => {
  const page = handoverHtml([{ ...card, kind: 'legacy' }], 'en', en)
  expect(page.match(/<li>/g)).toHaveLength(8)
  expect(page).toContain('sign in with your work account')
  expect(page).toContain('last four characters of the serial number: N0PQ')
  expect(page).toContain('Müller &amp; Söhne')
  expect(page).not.toContain('<script')
})

it('keeps Company Portal away from a device that belongs to nobody', () => {
  const page = handoverHtml([{ ...card, kind: 'none', supportPhone: null }], 'en', en)
  expect(page).toContain('Do not install Company Portal')
  expect(page).not.toContain('App Store')
  expect(page).not.toContain('Need help')
})

it('makes one card per device, in French too', () => {
  const cards = ['TESTC7L4N0PQ', 'TESTC7L4N0PR'].map((serial) => ({ ...card, serial, kind: 'portal' as const }))
  const page = handoverHtml(cards, 'fr', createTranslator('fr').t)
  expect(page.match(/<article>/g)).toHaveLength(2)
  expect(page).toContain('<html lang="fr">')
  expect(page).toContain('les quatre derniers caractères du numéro de série : N0PR')
})
