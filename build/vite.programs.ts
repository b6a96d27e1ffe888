import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/**
 * The programs that tests start over and over as processes of their own, each made into a few files: reading a thousand
 * sources every time would be most of what they do. `npm test` says where to put them (--outDir).
 */
export default defineConfig({
  publicDir: false,
  // Everything, but for what is a library of the system.
  ssr: { noExternal: true, external: ['usb', 'electron'] },
  build: {
    ssr: true,
    emptyOutDir: true,
    target: 'node24',
    rollupOptions: {
      input: {
        cli: path('../electron/hosts/cli/main.ts'),
        'practice-cart': path('../electron/practice/cart/main.ts'),
        'practice-tenant': path('../electron/practice/tenant/main.ts'),
        'practice-station': path('../test/e2e/practice-station.ts'),
        'mortal-core': path('../test/faults/mortal-core.ts'),
        'racing-core': path('../test/faults/racing-core.ts'),
      },
      // All in one folder: a program finds the practice world's programs beside itself.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
