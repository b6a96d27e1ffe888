import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** The preload alone: a sandboxed one must be CommonJS and in one file. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: path('../electron/hosts/desktop/preload.ts'),
    outDir: path('../dist/desktop'),
    emptyOutDir: false,
    target: 'chrome150',
    rollupOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
  },
})
