import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { listFiles, readText } from './layers/source-files.ts'

const files = listFiles()
/** Pictures and other bytes hold no sentences; lockfiles are looked at on their own. */
const texts = files.filter(
  (path) => !/\.(png|ico|icns|bin|gz|woff2)$/.test(path) && !path.endsWith('package-lock.json'),
)
const manifests = ['package.json', 'test/interop/package.json'] as const

/** What must not stand in a public tree, by what it is called when found. */
const forbidden: Readonly<Record<string, RegExp>> = {
  'a path of one machine': /(?<![\w.~$}])(?:\/(?:home|Users|root|workspaces?|work|builds)\/[\w.-]+|[A-Z]:\\Users\\\w)/,
  'a package registry':
    /\b(?:registry\.(?:npmjs\.org|yarnpkg\.com)|(?:deb|security)\.debian\.org|(?:files\.)?pypi(?:\.org|thonhosted))/,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\s|\\[nr])*[A-Za-z0-9+/]{40}/,
  'an unresolved merge': /^(?:<{7}|>{7}) /m,
}

const manifestShape = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})
const lockShape = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) })

describe('the repository', () => {
  test('holds no paths of one machine, no registry hosts, no private keys', () => {
    expect(texts.length).toBeGreaterThan(100)
    expect(texts.flatMap((path) => findings(readText(path)).map((what) => `${path}: ${what}`))).toEqual([])
  })

  test.each([
    ['a path of one machine', `see ${['', 'home', 'ann', 'slipway'].join('/')}`],
    ['a path of one machine', `"${['', 'Users', 'ann', 'slipway'].join('/')}"`],
    ['a path of one machine', ['C:', 'Users', 'ann'].join('\\')],
    ['a package registry', ['https://registry', 'npmjs', 'org'].join('.')],
    ['a private key', ['-----BEGIN', `PRIVATE KEY-----\n${'A'.repeat(64)}\n`].join(' ')],
    ['an unresolved merge', `${'<'.repeat(7)} HEAD`],
  ])('would not hide %s', (what, text) => {
    expect(findings(text)).toEqual([what])
  })

  test('holds no key stores', () => {
    expect(files.filter((path) => /\.(p12|pfx|p8|key|jks|keystore)$/.test(path))).toEqual([])
  })

  test('ships the licence that package.json names', () => {
    expect(readText('LICENSE')).toMatch(/^MIT License/)
  })
})

describe('dependencies', () => {
  test.each(manifests)('%s pins every version exactly', (manifest) => {
    const loose = Object.entries(dependenciesOf(manifest)).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    )
    expect(loose).toEqual([])
  })

  test('each has its line in docs/dependencies.md, and each line its dependency', () => {
    const installed = manifests.flatMap((manifest) => Object.keys(dependenciesOf(manifest))).toSorted()
    const explained = [...readText('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name ?? '')
    expect(installed.length).toBeGreaterThan(20)
    expect(explained.toSorted()).toEqual(installed)
  })

  test.each(manifests)('the lockfile of %s names no host, so that any registry can serve it', (manifest) => {
    const lock = lockShape.parse(JSON.parse(readText(manifest.replace('package.json', 'package-lock.json'))))
    const packages = Object.entries(lock.packages)
    expect(packages.length).toBeGreaterThan(10)
    expect(packages.filter(([, { resolved }]) => resolved?.includes('://')).map(([path]) => path)).toEqual([])
  })

  test.each(['.npmrc', 'test/interop/.npmrc'])('%s runs no install scripts', (path) => {
    expect(readText(path)).toMatch(/^ignore-scripts=true$/m)
  })
})

function findings(text: string): readonly string[] {
  return Object.entries(forbidden).flatMap(([what, pattern]) => (pattern.test(text) ? [what] : []))
}

function dependenciesOf(manifest: string): Readonly<Record<string, string>> {
  const { dependencies, devDependencies, optionalDependencies } = manifestShape.parse(JSON.parse(readText(manifest)))
  return { ...dependencies, ...devDependencies, ...optionalDependencies }
}
