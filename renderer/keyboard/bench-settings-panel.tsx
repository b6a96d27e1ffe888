import { useText } from '../text.tsx'
import { BenchSettingsForm } from './bench-settings-form.tsx'
import { OverlayFrame } from './overlay-frame.tsx'

/** The settings of keys, scanner and sounds, over any page. */
export function BenchSettingsPanel() {
  const { t } = useText()
  return (
    <OverlayFrame title={t('keys:settings.title')}>
      <BenchSettingsForm />
    </OverlayFrame>
  )
}
