import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft } from './draft.ts'
import { TextLine } from './fields.tsx'

const languages =
  'ar bg ca cs da de el en en-GB es es-419 fi fr fr-CA he hi hr hu id it ja ko lt ms nb nl pl pt-BR pt-PT ro ru sk sl sv th tr uk vi zh-Hans zh-Hant zh-HK'.split(
    ' ',
  )
const locales =
  'ar_SA cs_CZ da_DK de_AT de_CH de_DE en_AU en_CA en_GB en_IE en_US es_ES es_MX fi_FI fr_BE fr_CA fr_CH fr_FR he_IL hi_IN hu_HU it_CH it_IT ja_JP ko_KR nb_NO nl_BE nl_NL pl_PL pt_BR pt_PT ro_RO ru_RU sv_SE th_TH tr_TR uk_UA vi_VN zh_CN zh_HK zh_TW'.split(
    ' ',
  )

/** What Setup Assistant asks first, answered beforehand. */
export function Region() {
  const text = useText()
  const { t } = text
  const { value, change } = useDraft()
  const called = (code: string | null): string =>
    code === null ? t('editor:region.leave') : (nameOf(code, text.language) ?? code)
  const orNull = (typed: string): string | null => (typed === '' ? null : typed)
  return (
    <Section title={t('editor:group.region')}>
      <TextLine
        path="language"
        label={t('blueprint:field.language')}
        hint={t('editor:region.languageHint', { name: called(value.language) })}
        suggestions={languages}
        value={value.language ?? ''}
        onChange={(language) => change({ language: orNull(language) })}
      />
      <TextLine
        path="locale"
        label={t('blueprint:field.locale')}
        hint={t('editor:region.localeHint', { name: called(value.locale) })}
        suggestions={locales}
        value={value.locale ?? ''}
        onChange={(locale) => change({ locale: orNull(locale) })}
      />
      <TextLine
        path="timeZone"
        label={t('blueprint:field.timeZone')}
        hint={t('editor:region.timeZoneHint')}
        suggestions={Intl.supportedValuesOf('timeZone')}
        value={value.timeZone ?? ''}
        onChange={(timeZone) => change({ timeZone: orNull(timeZone) })}
      />
    </Section>
  )
}

/** `fr_FR` is “French (France)” in the language of the page; null for what is no code. */
function nameOf(code: string, language: string): string | null {
  try {
    return (
      new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(code.replaceAll('_', '-')) ?? null
    )
  } catch {
    return null
  }
}
