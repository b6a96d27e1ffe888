import { describe, expect, test } from 'vitest'
import { findCycles } from './layers/cycles.ts'
import { parseImports, resolveRelative, type Mention } from './layers/imports.ts'
import { nameTrouble } from './layers/names.ts'
import { listFiles, readText } from './layers/source-files.ts'
import { areaOf, breaches } from './layers/table.ts'

const sources = listFiles().filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
const product = sources.filter((path) => areaOf(path) !== undefined)

describe('the layers', () => {
  test('files of every area were seen, so that an empty list cannot pass', () => {
    const seen = new Map<string, number>()
    for (const path of product) seen.set(areaOf(path) ?? '', (seen.get(areaOf(path) ?? '') ?? 0) + 1)
    const empty = expectedAreas.filter((area) => (seen.get(area) ?? 0) === 0)
    expect(empty).toEqual([])
    expect(product.length).toBeGreaterThan(60)
  })

  test('every import is one that the table allows', () => {
    expect(sources.flatMap((path) => breaches(path, readText(path)))).toEqual([])
  })

  test('every relative import names a file that exists', () => {
    const known = new Set(listFiles())
    const lost = product.flatMap((path) =>
      relativeTargets(path, namesAFile)
        .filter((target) => !known.has(target))
        .map((target) => `${path}: ${target}`),
    )
    expect(lost).toEqual([])
  })

  test('no file imports itself through others, types aside', () => {
    const graph = new Map(product.map((path) => [path, relativeTargets(path, isLoaded)]))
    expect(findCycles(graph).map((ring) => ring.join(' -> '))).toEqual([])
  })

  test('files are named for what is in them, in kebab-case', () => {
    expect(sources.flatMap((path) => nameTrouble(path) ?? [])).toEqual([])
  })
})

describe('the layer check itself', () => {
  const forbidden: readonly (readonly [string, string, string])[] = [
    [
      'electron/engine/machine.ts',
      `import { lockdown } from '../apple/lockdown.ts'`,
      'imports electron/apple/lockdown.ts',
    ],
    ['electron/steps/erase.ts', `import type { State } from '../engine/state.ts'`, 'imports electron/engine/state.ts'],
    ['electron/apple/usbmux.ts', `export * from '../usb/bus.ts'`, 'imports electron/usb/bus.ts'],
    ['electron/graph/client.ts', `import { x } from '../engine/ports.ts'`, 'imports electron/engine/ports.ts'],
    [
      'electron/practice/cart/main.ts',
      `import { x } from '../../apple/lockdown.ts'`,
      'imports electron/apple/lockdown.ts',
    ],
    ['electron/app.ts', `const x = await import('./practice/cart/main.ts')`, 'imports electron/practice/cart/main.ts'],
    ['electron/app.ts', `let x: import('./hosts/cli/main.ts').Y`, 'imports electron/hosts/cli/main.ts'],
    ['electron/app.ts', `new URL('./practice/cart/main.ts', import.meta.url)`, 'starts electron/practice/cart/main.ts'],
    ['electron/app.ts', `await import(name)`, 'computed name'],
    ['electron/store/database.ts', `const fs = require('node:fs')`, 'requires node:fs'],
    ['electron/store/database.ts', `import fs = require('node:fs')`, 'requires node:fs'],
    ['electron/hosts/station/main.ts', `import { app } from 'electron'`, 'imports electron, which only'],
    ['electron/hosts/cli/main.ts', `import { x } from '../../engine/engine.ts'`, 'imports electron/engine/engine.ts'],
    [
      'electron/steps/erase.ts',
      `import { createEraseWarrant } from '../apple/services/erase-warrant.ts'`,
      'createEraseWarrant',
    ],
    [
      'electron/commands/power.ts',
      `import { createRecoveryWarrant } from '../apple/services/recovery-warrant.ts'`,
      'createRecoveryWarrant',
    ],
    [
      'electron/configurator/verbs/erase.ts',
      `import { createConfiguratorWarrant } from '../configurator-warrant.ts'`,
      'createConfiguratorWarrant',
    ],
    ['electron/apple/erase.ts', `import * as all from './services/erase-warrant.ts'`, 'createEraseWarrant'],
    ['renderer/api.ts', `import { join } from 'node:path'`, 'imports node:path'],
    ['renderer/api.ts', `import type { App } from '../electron/app.ts'`, 'imports electron/app.ts'],
    ['src-shared/plan.ts', `import { useState } from 'react'`, 'imports react'],
    ['src-shared/plan.ts', `import type { Buffer } from 'node:buffer'`, 'imports node:buffer'],
    ['electron/lib/clock.ts', `export default 1`, 'default export'],
    ['electron/lib/clock.ts', `const x = 1; export { x as default }`, 'default export'],
    ['electron/lib/all.ts', `export * from './clock.ts'; export { x } from './logger.ts'`, 'barrel'],
  ]
  test.each(forbidden)('in %s it catches: %s', (path, source, reason) => {
    expect(breaches(path, source).join('\n')).toContain(reason)
  })

  const allowed: readonly (readonly [string, string])[] = [
    ['electron/usb/usbmuxd.ts', `import { x } from '../apple/usbmux.ts'`],
    ['electron/graph/client.ts', `import type { Port } from '../engine/ports.ts'`],
    ['electron/practice/cart/main.ts', `import { readPlist } from '../../apple/plist/read.ts'`],
    ['electron/hosts/practice-world.ts', `new URL('../practice/cart/main.ts', import.meta.url)`],
    ['electron/hosts/desktop/main.ts', `import { app } from 'electron'`],
    ['electron/engine/guard.ts', `import { createEraseWarrant } from '../apple/services/erase-warrant.ts'`],
    ['electron/steps/erase.ts', `import type { EraseWarrant } from '../apple/services/erase-warrant.ts'`],
    ['build/vite.renderer.ts', `export default {}`],
  ]
  test.each(allowed)('in %s it lets pass: %s', (path, source) => {
    expect(breaches(path, source)).toEqual([])
  })

  test('a file that is not TypeScript is an error, not a clean file', () => {
    expect(() => breaches('electron/lib/clock.ts', 'import { from')).toThrow('cannot be parsed')
  })

  test('a folder that the table does not know is an error', () => {
    expect(() => breaches('electron/extras/thing.ts', '')).toThrow('no area')
  })

  test('a ring of three files is found', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
    ])
    expect(findCycles(graph)).toEqual([['a', 'b', 'c', 'a']])
  })

  test.each([
    'electron/lib/string-utils.ts',
    'electron/common/x.ts',
    'renderer/index.tsx',
    'electron/apple/Lockdown.ts',
  ])('the name %s is refused', (path) => {
    expect(nameTrouble(path)).toBeDefined()
  })
})

/** Areas that must hold files. */
const expectedAreas = [
  'src-shared/',
  'renderer/',
  'electron/app.ts',
  'electron/handlers/',
  'electron/commands/',
  'electron/engine/',
  'electron/steps/',
  'electron/prove/',
  'electron/usb/',
  'electron/apple/',
  'electron/configurator/',
  'electron/pki/',
  'electron/profiles/',
  'electron/graph/',
  'electron/store/',
  'electron/practice/',
  'electron/lib/',
  'electron/hosts/',
]

/** A type import is erased before Node sees it, and a URL names another process: neither can form a ring at run time. */
function isLoaded({ kind }: Mention): boolean {
  return kind !== 'type' && kind !== 'url'
}

/** A URL may also name a folder, or what a build will make; only one that ends like a source must be there. */
function namesAFile({ kind, specifier }: Mention): boolean {
  return kind !== 'url' || /\.(ts|tsx|mjs)$/.test(specifier ?? '')
}

function relativeTargets(path: string, wanted: (mention: Mention) => boolean): readonly string[] {
  return parseImports(path, readText(path))
    .mentions.filter(wanted)
    .flatMap(({ specifier }) => (specifier === undefined ? [] : (resolveRelative(path, specifier) ?? [])))
}
