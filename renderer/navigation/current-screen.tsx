import { Button, Spinner } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { Component, Suspense, useEffect, useRef } from 'react'
import { EmptyNote } from '../components/empty-note.tsx'
import { useStation } from '../state/station.ts'
import { useText } from '../text.tsx'
import { pages } from './pages.ts'
import { useRoute } from './route.ts'

/** The screen that the address names. A screen that fails takes neither the others nor the rail with it. */
export function CurrentScreen() {
  const { t } = useText()
  const { page } = useRoute()
  const practice = useStation((state) => state.info?.mode === 'practice')
  useTitle(t(`shell:page.${page}`), page)
  const [home] = pages
  const wanted = pages.find(({ name, practiceOnly }) => name === page && (practice || practiceOnly !== true)) ?? home
  if (wanted === undefined) return null
  const Screen = wanted.screen
  return (
    <Fence key={wanted.name} instead={<Broken />}>
      <Suspense fallback={<Spinner label={t('shell:loading')} />}>
        <Screen />
      </Suspense>
    </Fence>
  )
}

/** Names the window after its page; after a change of page, the focus starts over at its content. */
function useTitle(title: string, page: string): void {
  const before = useRef(page)
  useEffect(() => {
    document.title = `${title} – Slipway`
  }, [title])
  useEffect(() => {
    if (before.current === page) return
    before.current = page
    document.querySelector<HTMLElement>('main')?.focus()
  }, [page])
}

function Broken() {
  const { t } = useText()
  return (
    <EmptyNote title={t('shell:broken')} text={t('shell:brokenDetail')}>
      <Button onClick={() => window.location.reload()}>{t('shell:reload')}</Button>
    </EmptyNote>
  )
}

type FenceProps = { readonly instead: ReactNode; readonly children: ReactNode }

/** React catches what a component throws in classes only. */
class Fence extends Component<FenceProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children
  }
}
