import { defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import type { WifiSettings } from '../../src-shared/blueprint.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Language } from '../../src-shared/i18n/languages.ts'
import { randomUuid } from '../lib/crypto.ts'
import { createSupervisionIdentity } from '../pki/supervision-identity.ts'
import type { StepOrganization } from '../steps/hands.ts'
import type { Store } from '../store/store.ts'

const identityKeyName = 'organization.identity.key'

/** The organization of this data directory; the first start makes one, with a supervision identity of its own. */
export async function ensureOrganization(store: Store, name: string, now: number): Promise<StepOrganization> {
  const known = await store.organization()
  if (known !== null) {
    const privateKeyPem = await store.secret(identityKeyName)
    if (privateKeyPem === null) throw new AppError('stage.identityMissing')
    return { ...known, privateKeyPem }
  }
  const identity = await createSupervisionIdentity({ organizationName: name, now: new Date(now) })
  const organization = { name, magic: randomUuid().toUpperCase(), certificatePem: identity.certificatePem }
  // The key first: an organization without its key could never be used.
  await store.putSecret(identityKeyName, identity.privateKeyPem)
  await store.addOrganization(organization, now)
  return { ...organization, privateKeyPem: identity.privateKeyPem }
}

/** The first start's blueprints, in the language of that start: from then on they are the station's own. */
export async function ensureBlueprints(store: Store, wifi: WifiSettings | null, language: Language): Promise<void> {
  if ((await store.blueprints()).length > 0) return
  for (const [position, blueprint] of defaultBlueprints(wifi, language).entries())
    await store.putBlueprint(blueprint, position)
}

/** One HostID per data directory, so that devices do not pile up trusted hosts. */
export async function ensureHostId(store: Store): Promise<string> {
  const known = await store.setting('hostId')
  if (known !== null) return known
  const made = randomUuid().toUpperCase()
  await store.putSetting('hostId', made)
  return made
}
