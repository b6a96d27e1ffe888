import { RendererProvider, createDOMRenderer } from '@fluentui/react-components'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './page.css'
import { followCore } from './state/follow.ts'
import { TextProvider } from './text.tsx'

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
const styles = createDOMRenderer(document, { styleElementAttributes: { nonce } })
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

followCore()
createRoot(root).render(
  <StrictMode>
    <RendererProvider renderer={styles} targetDocument={document}>
      <TextProvider>
        <App />
      </TextProvider>
    </RendererProvider>
  </StrictMode>,
)
