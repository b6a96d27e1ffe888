import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { AdeProfile, AdeToken } from '../../../src-shared/ade.ts'
import { api } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'
import { AdeProfileForm } from './ade-profile-form.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  text: { margin: 0 },
})

type AdeProfilesProps = {
  readonly token: AdeToken
  readonly profiles: readonly AdeProfile[]
  readonly onChanged: () => void
}

/** The enrollment profiles of a token; one of them, or a new one, in the form. */
export function AdeProfiles({ token, profiles, onChanged }: AdeProfilesProps) {
  const styles = useStyles()
  const { t } = useText()
  const [editing, setEditing] = useState<AdeProfile | 'new' | null>(null)
  const done = (): void => {
    setEditing(null)
    onChanged()
  }
  return (
    <Section title={t('adePage:profiles')}>
      {profiles.length === 0 && <p className={styles.text}>{t('adePage:noProfiles')}</p>}
      {profiles.length > 0 && (
        <DataTable
          label={t('adePage:profiles')}
          columns={[
            ...(['name', 'kind', 'affinity', 'pairing', 'default'] as const).map((key) => t(`ade:column.${key}`)),
            t('pages:intune.column.act'),
          ]}
          rows={profiles.map((profile) => ({
            key: profile.id,
            cells: [
              profile.settings.displayName,
              t(profile.isPolicy ? 'ade:kind.policy' : 'ade:kind.profile'),
              t(`ade:affinity.${profile.settings.affinity}`),
              t(`ade:pairing.${profile.settings.pairing}`),
              t(profile.isDefault ? 'ade:yes' : 'ade:no'),
              <ProfileActs
                key="acts"
                token={token}
                profile={profile}
                onEdit={() => setEditing(profile)}
                onChanged={onChanged}
              />,
            ],
          }))}
        />
      )}
      {profiles.length > 0 && <p className={styles.text}>{t('adePage:defaultHint')}</p>}
      {editing === null ? (
        <div className={styles.row}>
          <Button onClick={() => setEditing('new')}>{t('adePage:newProfile')}</Button>
        </div>
      ) : (
        <AdeProfileForm
          key={editing === 'new' ? '' : editing.id}
          token={token}
          profile={editing === 'new' ? null : editing}
          onSaved={done}
          onCancel={() => setEditing(null)}
        />
      )}
    </Section>
  )
}

type ProfileActsProps = {
  readonly token: AdeToken
  readonly profile: AdeProfile
  readonly onEdit: () => void
  readonly onChanged: () => void
}

/** Policies of the new kind are changed in Intune's own pages. */
function ProfileActs({ token, profile, onEdit, onChanged }: ProfileActsProps) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [sure, setSure] = useState(false)
  const name = profile.settings.displayName
  const which = { token: token.id, profile: profile.id }
  const act = (work: () => Promise<unknown>): void =>
    action.run(async () => {
      await work()
      onChanged()
    })
  if (profile.isPolicy) return null
  return (
    <div className={styles.row}>
      <Button size="small" onClick={onEdit}>
        {t('adePage:change', { name })}
      </Button>
      {!profile.isDefault && (
        <Button size="small" disabled={action.busy} onClick={() => act(() => api()['ade.setDefaultProfile'](which))}>
          {t('adePage:makeDefault', { name })}
        </Button>
      )}
      <Button
        size="small"
        disabled={action.busy}
        onClick={() => (sure ? act(() => api()['ade.deleteProfile'](which)) : setSure(true))}
      >
        {t(sure ? 'adePage:deleteSure' : 'adePage:delete', { name })}
      </Button>
      {action.error !== null && <ErrorNote error={action.error} />}
    </div>
  )
}
