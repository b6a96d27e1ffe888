import type { ProfileBody } from './profile-entity.ts'
import { programProfileDefaults } from './profile-properties.ts'
import { randomUuid } from '../../../lib/crypto.ts'
import { isoTime } from '../clock.ts'
import type { PolicyRow } from '../store/program-tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Entity } from './filter.ts'

/** Intune's template of enrollment policies for iOS and iPadOS. */
const iosTemplate = '27d20e9c-50c1-48f8-a44c-f37de4510051_1'

const panes: Readonly<Record<string, string>> = {
  passcode: 'passCodeDisabled',
  locationservices: 'locationDisabled',
  restore: 'restoreBlocked',
  appleid: 'appleIdDisabled',
  termsandconditions: 'termsAndConditionsDisabled',
  touchfaceid: 'touchIdDisabled',
  applepay: 'applePayDisabled',
  siri: 'siriDisabled',
  diagnosticsdata: 'diagnosticsDisabled',
}

export type PolicyWish = {
  readonly name: string
  readonly department: string
  readonly phone: string
  /** Names of panes that are hidden. */
  readonly hidden: readonly string[]
}

/**
 * An enrollment policy of the new kind, as an administrator makes it in Intune's own pages, and the profile it shows as
 * among those of its token: devices are assigned to that one.
 */
export async function addPolicy(tenant: Tenant, containerId: string, wish: PolicyWish): Promise<string> {
  const guid = randomUuid()
  const now = tenant.clock.now()
  const hidden = Object.fromEntries(wish.hidden.flatMap((pane) => (panes[pane] ? [[panes[pane], true]] : [])))
  const body: ProfileBody = {
    ...programProfileDefaults,
    displayName: wish.name,
    description: null,
    requiresUserAuthentication: false,
    enableAuthenticationViaCompanyPortal: false,
    requireCompanyPortalOnSetupAssistantEnrolledDevices: false,
    isMandatory: true,
    supervisedModeEnabled: true,
    profileRemovalDisabled: true,
    supportDepartment: wish.department,
    supportPhoneNumber: wish.phone,
    ...hidden,
    policy: true,
  }
  const settings = JSON.stringify(settingsOf(wish))
  await tenant.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('policy')
      .values({ guid, container_id: containerId, name: wish.name, description: null, created_at: now, settings })
      .execute()
    await trx
      .insertInto('profile')
      .values({
        guid,
        container_id: containerId,
        type: 'depIOSEnrollmentProfile',
        name: wish.name,
        is_default: 0,
        visible_at: now,
        body: JSON.stringify(body),
      })
      .execute()
  })
  return guid
}

/** As Graph shows it. Microsoft: never assigned in the way of other policies, and its token stands in creationSource. */
export function policyEntity(row: PolicyRow): Entity {
  const settings = JSON.parse(row.settings) as readonly object[]
  return {
    id: row.guid,
    name: row.name,
    description: row.description,
    platforms: 'iOS',
    technologies: 'enrollment',
    creationSource: `DepTokenId_${row.container_id}`,
    createdDateTime: isoTime(row.created_at),
    lastModifiedDateTime: isoTime(row.created_at),
    isAssigned: false,
    settingCount: settings.length,
    roleScopeTagIds: ['0'],
    templateReference: {
      templateId: iosTemplate,
      templateFamily: 'enrollmentConfiguration',
      templateDisplayName: 'iOS enrollment policy',
      templateDisplayVersion: 'Version 1',
    },
  }
}

function settingsOf({ department, phone, hidden }: PolicyWish): readonly object[] {
  const instances = [
    choice('ade_useraffinity', 'ade_useraffinity_0'),
    choice('ade_lockedenrollment', 'ade_lockedenrollment_1'),
    text('ade_setupassistant_department', department),
    text('ade_setupassistant_departmentphone', phone),
    ...Object.keys(panes).map((pane) =>
      choice(`ade_setupassistant_${pane}`, `ade_setupassistant_${pane}_${hidden.includes(pane) ? 0 : 1}`),
    ),
  ]
  return instances.map((settingInstance, index) => ({ id: String(index), settingInstance }))
}

function choice(settingDefinitionId: string, value: string): object {
  const type = '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance'
  return { '@odata.type': type, settingDefinitionId, choiceSettingValue: { value, children: [] } }
}

function text(settingDefinitionId: string, value: string): object {
  return {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId,
    simpleSettingValue: { '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue', value },
  }
}
