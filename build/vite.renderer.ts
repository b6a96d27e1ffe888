import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { noncePlaceholder } from '../electron/hosts/content-policy.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** The page, for the station and the desktop window alike. */
export default defineConfig({
  root: path('../renderer'),
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: path('../dist/page'),
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be data: or inline code, which the page's policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
})
