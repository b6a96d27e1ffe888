import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft } from './draft.ts'
import { Choice, TextLine } from './fields.tsx'

/** How a device gets into Intune, where that ends, and with which profile. */
export function Enrollment() {
  const { t } = useText()
  const { value, change } = useDraft()
  return (
    <Section title={t('editor:group.enrollment')}>
      <Choice
        path="route"
        label={t('blueprint:field.route')}
        value={value.route}
        options={(['setupAssistant', 'direct', 'automated', 'none'] as const).map((route) => ({
          value: route,
          label: t(`editor:route.${route}`),
          hint: t(`editor:routeHint.${route}`),
        }))}
        onChange={(route) => change({ route })}
      />
      <Choice
        path="endsAt"
        label={t('blueprint:field.endsAt')}
        value={value.endsAt}
        options={(['bench', 'user'] as const).map((end) => ({
          value: end,
          label: t(`editor:endsAt.${end}`),
          hint: t(`editor:endsAtHint.${end}`),
        }))}
        onChange={(endsAt) => change({ endsAt })}
      />
      {(value.route === 'setupAssistant' || value.route === 'direct') && <Profile />}
    </Section>
  )
}

function Profile() {
  const { t } = useText()
  const { value, change } = useDraft()
  const profile = value.enrollmentProfile
  if (profile === null) return null
  const set = (changes: Partial<typeof profile>): void => change({ enrollmentProfile: { ...profile, ...changes } })
  return (
    <>
      <TextLine
        path="enrollmentProfile.displayName"
        label={t('blueprint:field.enrollmentProfile.displayName')}
        required
        hint={t('editor:profileHint')}
        value={profile.displayName}
        onChange={(displayName) => set({ displayName })}
      />
      <TextLine
        path="enrollmentProfile.description"
        label={t('blueprint:field.enrollmentProfile.description')}
        value={profile.description}
        onChange={(description) => set({ description })}
      />
      <Choice
        path="enrollmentProfile.userAffinity"
        label={t('blueprint:field.enrollmentProfile.userAffinity')}
        value={profile.userAffinity}
        options={(['none', 'companyPortal', 'setupAssistantLegacy'] as const).map((affinity) => ({
          value: affinity,
          label: t(`editor:affinity.${affinity}`),
          hint: t(`editor:affinityHint.${affinity}`),
        }))}
        onChange={(userAffinity) => set({ userAffinity })}
      />
    </>
  )
}
