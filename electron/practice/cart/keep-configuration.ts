import { stringsAt } from '../../apple/plist/take.ts'
import type { PlistDict } from '../../apple/plist/value.ts'
import { randomUuid } from '../../lib/crypto.ts'
import type { Phone } from './phone.ts'
import { bypassCodePath } from './wipe.ts'

/** Stores a cloud configuration, by cable or from Apple, with everything that follows from it at once. */
export function keepConfiguration(phone: Phone, configuration: PlistDict): void {
  const { storage } = phone
  storage.cloudConfiguration = configuration
  if (configuration['IsSupervised'] === true) storage.settings.set(bypassCodePath, randomUuid().toUpperCase())
  if (stringsAt(configuration, 'SkipSetup')?.includes('Diagnostics') === true)
    storage.settings.set('diagnostics/submission', false)
  // Whoever wrote it is forgotten like everybody else; only proof of supervision gets back in.
  if (configuration['AllowPairing'] === false || configuration['AllowPairing'] === 0) storage.trustedHosts.clear()
  phone.record('cloudConfigurationStored', {
    supervised: phone.supervised,
    enrols: configuration['ConfigurationURL'] !== undefined,
  })
  phone.emit('notification', 'com.apple.managedconfiguration.effectivesettingschanged')
}
