import { Button, Field, Input, Switch, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { changeBenchSettings, useBenchSettings } from '../scanner/bench-settings.ts'
import { allowNotices, canNotify } from '../sound/notices.ts'
import { playCue } from '../sound/tones.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** How this bench likes its scanner, sounds and keys. Each change holds at once. */
export function BenchSettingsForm() {
  const styles = useStyles()
  const { t } = useText()
  const settings = useBenchSettings()
  return (
    <div className={styles.form}>
      <p className={styles.text}>{t('keys:settings.intro')}</p>
      <p className={styles.text}>{t('keys:settings.scannerHint')}</p>
      <Field label={t('keys:settings.prefix')} hint={t('keys:settings.prefixHint')}>
        <Input
          maxLength={8}
          autoComplete="off"
          value={settings.prefix}
          onChange={(_event, { value }) => changeBenchSettings({ prefix: value })}
        />
      </Field>
      <Field label={t('keys:settings.assetPrefix')} hint={t('keys:settings.assetPrefixHint')}>
        <Input
          maxLength={16}
          autoComplete="off"
          value={settings.assetPrefix}
          onChange={(_event, { value }) => changeBenchSettings({ assetPrefix: value })}
        />
      </Field>
      <Field hint={t('keys:settings.soundsHint')}>
        <Switch
          label={t('keys:settings.sounds')}
          checked={settings.sounds}
          onChange={(_event, { checked }) => changeBenchSettings({ sounds: checked })}
        />
      </Field>
      <div className={styles.row}>
        {(['done', 'attention', 'tap'] as const).map((cue) => (
          <Button key={cue} size="small" disabled={!settings.sounds} onClick={() => playCue(cue)}>
            {t(`keys:settings.play.${cue}`)}
          </Button>
        ))}
      </div>
      <Notices />
      <Field hint={t('keys:settings.letterKeysHint')}>
        <Switch
          label={t('keys:settings.letterKeys')}
          checked={settings.letterKeys}
          onChange={(_event, { checked }) => changeBenchSettings({ letterKeys: checked })}
        />
      </Field>
    </div>
  )
}

/** The browser is only asked when somebody switches it on. */
function Notices() {
  const { t } = useText()
  const wanted = useBenchSettings((state) => state.notices)
  const [refused, setRefused] = useState(false)
  const hint = !canNotify() ? t('keys:settings.noticesMissing') : refused ? t('keys:settings.noticesBlocked') : ''
  const change = async (checked: boolean): Promise<void> => {
    const allowed = checked && (await allowNotices())
    setRefused(checked && !allowed)
    changeBenchSettings({ notices: allowed })
  }
  return (
    <Field hint={hint}>
      <Switch
        label={t('keys:settings.notices')}
        checked={wanted}
        disabled={!canNotify()}
        onChange={(_event, { checked }) => void change(checked)}
      />
    </Field>
  )
}
