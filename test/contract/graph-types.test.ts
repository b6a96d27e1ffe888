import type * as Graph from '@microsoft/microsoft-graph-types-beta'
import { expect, test } from 'vitest'
import type * as z from 'zod'
import { pushCertificateWire } from '../../electron/graph/resources/apns-certificate.ts'
import { appleIdentity } from '../../electron/graph/resources/apple-identities.ts'
import { corporateIdentifierWire } from '../../electron/graph/resources/corporate-identifiers.ts'
import { customConfigurationWire } from '../../electron/graph/resources/custom-configurations.ts'
import { deviceCategoryWire } from '../../electron/graph/resources/device-categories.ts'
import { enrollmentProfile } from '../../electron/graph/resources/enrollment-profiles.ts'
import { managedDeviceDetailWire } from '../../electron/graph/resources/managed-device-detail.ts'
import { auditWire, troubleWire } from '../../electron/graph/resources/tenant-events.ts'

type Annotation = '@odata.type'
/** Properties that are read here and that Microsoft does not name: a wrong name reads as null for ever. */
type Unnamed<Schema extends z.ZodType, Entity> = Exclude<keyof z.input<Schema>, keyof Entity | Annotation>
type Read<Schema extends z.ZodType, Entity> = Required<Pick<Entity, keyof z.input<Schema> & keyof Entity>>

/** Compiles only if every property exists in Microsoft's type, and whatever that type allows is taken by the schema. */
function reads<Entity>() {
  return <Schema extends z.ZodType>(
    schema: Schema,
    ..._proof: [Unnamed<Schema, Entity>] extends [never]
      ? Read<Schema, Entity> extends Omit<z.input<Schema>, Annotation>
        ? []
        : ['Microsoft says more than the schema takes']
      : [Unnamed<Schema, Entity>]
  ): Schema => schema
}

const schemas = [
  reads<Graph.EnrollmentProfile>()(enrollmentProfile),
  reads<Graph.ImportedAppleDeviceIdentity>()(appleIdentity),
  reads<Graph.ImportedDeviceIdentity>()(corporateIdentifierWire),
  reads<Graph.ApplePushNotificationCertificate>()(pushCertificateWire),
  reads<Graph.DeviceCategory>()(deviceCategoryWire),
  reads<Graph.ManagedDevice>()(managedDeviceDetailWire),
  reads<Graph.EnrollmentTroubleshootingEvent>()(troubleWire),
  reads<Graph.AuditEvent>()(auditWire),
  reads<Graph.IosCustomConfiguration>()(customConfigurationWire),
]

test('what is read of Graph is what Microsoft’s own types name, and takes all they allow', () => {
  // The proof is that this file compiles; an entity without an id is refused by each schema all the same.
  for (const schema of schemas.filter((one) => one !== pushCertificateWire))
    expect(schema.safeParse({}).success).toBe(false)
})

test('a property that Microsoft does not have would not compile', () => {
  // @ts-expect-error a push certificate has no display name
  reads<Graph.ApplePushNotificationCertificate>()(deviceCategoryWire)
})
