import type { GraphRoute } from './call.ts'
import { apnsRoutes } from './routes/apns.ts'
import { auditRoutes } from './routes/audit-events.ts'
import { categoryRoutes } from './routes/categories.ts'
import { containerRoutes } from './routes/containers.ts'
import { corporateIdentifierRoutes } from './routes/corporate-identifiers.ts'
import { deviceConfigurationRoutes } from './routes/device-configurations.ts'
import { deviceActionRoutes } from './routes/device-actions.ts'
import { directoryRoutes } from './routes/directory.ts'
import { groupRoutes } from './routes/groups.ts'
import { groupMemberRoutes } from './routes/group-members.ts'
import { identityRoutes } from './routes/identities.ts'
import { importRoutes } from './routes/identity-import.ts'
import { managedDeviceRoutes } from './routes/managed-devices.ts'
import { policyRoutes } from './routes/policies.ts'
import { profileRoutes } from './routes/profiles.ts'
import { profileActionRoutes } from './routes/profile-actions.ts'
import { programTokenRoutes } from './routes/program-tokens.ts'
import { serviceRoutes } from './routes/service.ts'

/** Everything the practice Graph serves besides $batch. */
export const graphRoutes: readonly GraphRoute[] = [
  ...serviceRoutes,
  ...containerRoutes,
  ...programTokenRoutes,
  ...profileRoutes,
  ...profileActionRoutes,
  ...policyRoutes,
  ...deviceConfigurationRoutes,
  ...directoryRoutes,
  ...groupRoutes,
  ...groupMemberRoutes,
  ...identityRoutes,
  ...importRoutes,
  ...apnsRoutes,
  ...managedDeviceRoutes,
  ...deviceActionRoutes,
  ...categoryRoutes,
  ...corporateIdentifierRoutes,
  ...auditRoutes,
]
