import { Button, ToggleButton, makeStyles, tokens } from '@fluentui/react-components'
import { AppsListDetail20Regular } from '@fluentui/react-icons/svg/apps-list-detail'
import { Grid20Regular } from '@fluentui/react-icons/svg/grid'
import { Tv20Regular } from '@fluentui/react-icons/svg/tv'
import { useStageView } from '../state/stage-view.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({ switch: { display: 'inline-flex', gap: tokens.spacingHorizontalXXS } })

/** Where the wall view is. */
export const wallHref = '#/stage/wall'

/** Cart, list or wall. */
export function ViewSwitch() {
  const styles = useStyles()
  const { t } = useText()
  const { view, change } = useStageView()
  return (
    <div role="group" aria-label={t('bench:view.label')} className={styles.switch}>
      <ToggleButton
        appearance="subtle"
        icon={<Grid20Regular />}
        checked={view === 'cart'}
        onClick={() => change({ view: 'cart' })}
      >
        {t('bench:view.cart')}
      </ToggleButton>
      <ToggleButton
        appearance="subtle"
        icon={<AppsListDetail20Regular />}
        checked={view === 'list'}
        onClick={() => change({ view: 'list' })}
      >
        {t('bench:view.list')}
      </ToggleButton>
      <Button as="a" appearance="subtle" icon={<Tv20Regular />} href={wallHref}>
        {t('bench:view.wall')}
      </Button>
    </div>
  )
}
