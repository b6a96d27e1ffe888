import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss'
import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { useText } from '../text.tsx'
import { closeOverlay } from './overlay.ts'

const useStyles = makeStyles({
  frame: {
    position: 'fixed',
    zIndex: 1000,
    top: '72px',
    left: '50%',
    transform: 'translateX(-50%)',
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    width: 'min(640px, calc(100vw - 24px))',
    maxHeight: 'calc(100vh - 96px)',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow64,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  title: {
    flexGrow: 1,
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    ':focus': { outline: 'none' },
  },
  body: {
    overflowY: 'auto',
    minHeight: 0,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
  },
})

type OverlayFrameProps = { readonly title: string; readonly children: ReactNode }

/** Lies over the page without locking it: Escape and a click beside it close it, and the devices go on. */
export function OverlayFrame({ title, children }: OverlayFrameProps) {
  const styles = useStyles()
  const { t } = useText()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (frame.current?.contains(document.activeElement) !== true) heading.current?.focus()
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && frame.current?.contains(event.target) === false)
        closeOverlay({ restoreFocus: false })
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [])
  return (
    <div
      ref={frame}
      role="dialog"
      aria-labelledby={id}
      className={styles.frame}
      data-region
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        closeOverlay()
      }}
    >
      <div className={styles.head}>
        <h2 id={id} ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={t('panel.close')}
          onClick={() => closeOverlay()}
        />
      </div>
      <div className={styles.body}>{children}</div>
    </div>
  )
}
