import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft, useFieldState } from './draft.ts'
import { TextLine } from './fields.tsx'
import { NameList } from './name-list.tsx'

/** What comes onto the device from the station's own folders. */
export function Contents() {
  const { t } = useText()
  const { value, change, materials } = useDraft()
  const { locked } = useFieldState('wallpaper', t('blueprint:field.wallpaper.home'))
  const picture = (which: 'home' | 'lock', name: string): void => {
    const wallpaper = { home: null, lock: null, ...value.wallpaper, [which]: name === '' ? null : name }
    change({ wallpaper: wallpaper.home === null && wallpaper.lock === null ? null : wallpaper })
  }
  return (
    <Section title={t('editor:group.contents')}>
      <NameList
        path="profiles"
        label={t('blueprint:field.profiles')}
        hint={t('editor:list.profilesHint')}
        names={value.profiles}
        known={materials?.profiles ?? null}
        onChange={(profiles) => change({ profiles })}
      />
      <NameList
        path="apps"
        label={t('blueprint:field.apps')}
        hint={t('editor:list.appsHint')}
        names={value.apps}
        known={materials?.apps ?? null}
        onChange={(apps) => change({ apps })}
      />
      {(['home', 'lock'] as const).map((which) => (
        <TextLine
          key={which}
          path={locked === null ? `wallpaper.${which}` : 'wallpaper'}
          label={t(`blueprint:field.wallpaper.${which}`)}
          hint={t('editor:list.picturesHint')}
          suggestions={materials?.pictures ?? []}
          value={value.wallpaper?.[which] ?? ''}
          onChange={(name) => picture(which, name)}
        />
      ))}
    </Section>
  )
}
