import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** What Electron loads besides the page: main and core as modules, and the programs of the practice world. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: path('../dist/desktop'),
    emptyOutDir: true,
    target: 'node24',
    rollupOptions: {
      input: {
        main: path('../electron/hosts/desktop/main.ts'),
        core: path('../electron/hosts/desktop/core.ts'),
        'practice-cart': path('../electron/practice/cart/main.ts'),
        'practice-tenant': path('../electron/practice/tenant/main.ts'),
      },
      external: ['electron'],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
