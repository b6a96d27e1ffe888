import type { CloudConfigurationInput } from '../apple/cloud-configuration.ts'

/** The organization's part of a cloud configuration. */
export function supervisionOf(
  organization: { readonly name: string; readonly magic: string },
  certificateDer: Uint8Array,
): NonNullable<CloudConfigurationInput['supervision']> {
  return { organization: { name: organization.name }, magic: organization.magic, certificatesDer: [certificateDer] }
}
