import { makeStyles, tokens } from '@fluentui/react-components'
import type { AdeToken } from '../../../src-shared/ade.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { AdeDevices } from './ade-devices.tsx'
import { TokenUpload } from './ade-new-token.tsx'
import { AdeProfiles } from './ade-profiles.tsx'

const useStyles = makeStyles({
  desk: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
})

/** One token opened: Apple's file, its profiles, its devices. */
export function AdeTokenDesk({ token, onChanged }: { readonly token: AdeToken; readonly onChanged: () => void }) {
  const styles = useStyles()
  const { t } = useText()
  const ready = token.expiresAt !== null
  // Asked again after each sync.
  const { value, error, again } = useAnswer(`${ready} ${token.lastSyncAt} ${token.syncedDevices}`, async (core) =>
    ready
      ? {
          devices: (await core['ade.devices']({ token: token.id })).devices,
          profiles: (await core['ade.profiles']({ token: token.id })).profiles,
        }
      : { devices: [], profiles: [] },
  )
  return (
    <section className={styles.desk} aria-label={t('adePage:opened', { name: token.name })}>
      <h4 className={styles.title}>{t('adePage:opened', { name: token.name })}</h4>
      <TokenUpload key={String(token.expiresAt)} token={token} onTaken={onChanged} />
      {error !== null && <ErrorNote error={error} />}
      {ready && value !== null && (
        <>
          <AdeProfiles token={token} profiles={value.profiles} onChanged={again} />
          <AdeDevices token={token} devices={value.devices} profiles={value.profiles} onChanged={again} />
        </>
      )}
    </section>
  )
}
