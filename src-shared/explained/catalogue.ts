import { cloudConfigurationErrors } from './cloud-configuration.ts'
import { configuratorErrors } from './configurator.ts'
import { enrollmentErrors } from './enrollment.ts'
import type { ExplainedRow } from './explained-error.ts'
import { hubErrors } from './hub.ts'
import { intuneErrors } from './intune.ts'
import { lockdownErrors } from './lockdown.ts'
import { profileErrors } from './profile-installation.ts'
import { restoreErrors } from './restore.ts'

/** The answer to a code nobody has written down: re-read the device, which is neither done nor failed. */
export const unknownError = {
  id: 'unknown',
  names: {},
  retry: 'reread',
  confidence: 'inferred',
  source: 'slipway',
} as const satisfies ExplainedRow

const rows = [
  ...cloudConfigurationErrors,
  ...configuratorErrors,
  ...profileErrors,
  ...enrollmentErrors,
  ...lockdownErrors,
  ...restoreErrors,
  ...intuneErrors,
  ...hubErrors,
] as const

export type ExplainedId = (typeof rows)[number]['id'] | 'unknown'
export type ExplainedError = ExplainedRow & { readonly id: ExplainedId }

/** Every error of devices, Apple's tools, Intune and hubs that is known. Words are in the i18n area `explained`, by id. */
export const explainedErrors: readonly ExplainedError[] = rows
