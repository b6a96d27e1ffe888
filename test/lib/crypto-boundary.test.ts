import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
/** What is shipped or builds what is shipped. Tests play foreign peers and may hold the runtime's own tools. */
const folders = ['electron', 'src-shared', 'renderer', 'build']

const cryptoFiles = ['electron/lib/crypto.ts', 'electron/lib/crypto-keys.ts', 'electron/lib/es256.ts']
const runtimeFiles = [...cryptoFiles, 'electron/lib/tls.ts']
const optionFiles = [...runtimeFiles, 'electron/lib/http.ts']

const runtimeModules = new Set(['crypto', 'node:crypto', 'tls', 'node:tls', '_tls_wrap', '_tls_common'])
const tlsOptions = new Set([
  'ciphers',
  'secureProtocol',
  'secureOptions',
  'ecdhCurve',
  'sigalgs',
  'minVersion',
  'maxVersion',
  'rejectUnauthorized',
  'checkServerIdentity',
])

type Finding = { readonly kind: 'import' | 'option' | 'global' | 'environment'; readonly name: string }

/** Everything in one source text that touches the runtime's cryptography. */
function findingsIn(fileName: string, source: string): readonly Finding[] {
  const { program, module, errors } = parseSync(fileName, source)
  expect(errors, fileName).toEqual([])
  const findings: Finding[] = []
  const note = (kind: Finding['kind'], name: unknown) => {
    if (typeof name === 'string') findings.push({ kind, name })
  }
  for (const { entries, moduleRequest } of module.staticImports) {
    // A type is gone before anything runs.
    if (entries.length === 0 || entries.some((entry) => !entry.isType)) note('import', moduleRequest.value)
  }
  for (const entry of module.staticExports.flatMap(({ entries }) => entries)) note('import', entry.moduleRequest?.value)
  visit(program, (node) => {
    if (node['type'] === 'ImportExpression') note('import', at(node, 'source', 'value'))
    if (node['type'] === 'CallExpression' && mayLoadModule(node)) note('import', at(node, 'arguments', '0', 'value'))
    if (node['type'] === 'Property') note('option', at(node, 'key', 'name') ?? at(node, 'key', 'value'))
    if (node['type'] === 'AssignmentExpression') note('option', at(node, 'left', 'property', 'name'))
    if (node['type'] === 'MemberExpression') {
      const object = at(node, 'object', 'name')
      if (object === 'crypto') note('global', 'crypto')
      if (object === 'globalThis') note('global', at(node, 'property', 'name'))
    }
    if (node['type'] === 'Identifier') note('environment', at(node, 'name'))
    if (node['type'] === 'Literal') note('environment', at(node, 'value'))
  })
  return findings.filter(
    ({ kind, name }) =>
      (kind === 'import' && (runtimeModules.has(name) || name === 'node-forge')) ||
      (kind === 'option' && tlsOptions.has(name)) ||
      (kind === 'global' && name === 'crypto') ||
      (kind === 'environment' && name === 'NODE_TLS_REJECT_UNAUTHORIZED'),
  )
}

/** `require(…)`, `createRequire(…)(…)`, `process.getBuiltinModule(…)` and what looks like them. */
function mayLoadModule(call: Record<string, unknown>): boolean {
  const name =
    at(call, 'callee', 'name') ?? at(call, 'callee', 'property', 'name') ?? at(call, 'callee', 'callee', 'name')
  return typeof name === 'string' && /require|getBuiltinModule/i.test(name)
}

function at(node: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), node)
}

function visit(node: unknown, see: (node: Record<string, unknown>) => void): void {
  if (!isRecord(node)) return
  if (typeof node['type'] === 'string') see(node)
  for (const child of Object.values(node)) visit(child, see)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Which files may do what. The renderer's and shared code's global `crypto` is the browser's own. */
function allowed(file: string, finding: Finding): boolean {
  if (finding.name === 'node-forge') return file.startsWith('electron/pki/')
  if (finding.kind === 'import') return runtimeFiles.includes(file)
  if (finding.kind === 'option') return optionFiles.includes(file)
  return finding.kind === 'global' && !file.startsWith('electron/')
}

const files = folders
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.(?:ts|tsx|mts|cts|mjs|cjs|js)$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))

describe('the crypto boundary', () => {
  it('holds in every source file', () => {
    const broken = files.flatMap((file) =>
      findingsIn(file, readFileSync(join(root, file), 'utf8'))
        .filter((finding) => !allowed(file, finding))
        .map(({ kind, name }) => `${file}: ${kind} ${name}`),
    )
    expect(broken).toEqual([])
  })

  it('looked at the files that matter', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(files).toEqual(expect.arrayContaining([...optionFiles, 'electron/pki/cms-sign.ts', 'src-shared/errors.ts']))
  })

  it('sees what the allowed files do, so it would see it elsewhere', () => {
    const seen = findingsIn('electron/lib/tls.ts', readFileSync(join(root, 'electron/lib/tls.ts'), 'utf8'))
    expect(seen).toEqual(
      expect.arrayContaining([
        { kind: 'import', name: 'node:tls' },
        { kind: 'option', name: 'minVersion' },
        { kind: 'option', name: 'rejectUnauthorized' },
      ]),
    )
  })

  it.each([
    ['import { createHash } from "crypto"', 'import'],
    ['import { type TLSSocket, connect } from "node:tls"', 'import'],
    ['import "node:tls"', 'import'],
    ['export { createHash } from "node:crypto"', 'import'],
    ['export * from "node:crypto"', 'import'],
    ['const c = await import("node:crypto")', 'import'],
    ['const c = require("tls")', 'import'],
    ['const c = process.getBuiltinModule("node:crypto")', 'import'],
    ['const c = createRequire(import.meta.url)("node:crypto")', 'import'],
    ['import forge from "node-forge"', 'import'],
    ['const o = { rejectUnauthorized: false }', 'option'],
    ['const o = { "minVersion": "TLSv1" }', 'option'],
    ['options.ciphers = "ALL"', 'option'],
    ['const id = crypto.randomUUID()', 'global'],
    ['const id = globalThis.crypto', 'global'],
    ['process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"', 'environment'],
    ['process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"', 'environment'],
  ])('refuses %s', (source, kind) => {
    const found = findingsIn('electron/engine/sample.ts', source)
    expect(
      found.filter((finding) => !allowed('electron/engine/sample.ts', finding)).map((finding) => finding.kind),
    ).toContain(kind)
  })

  it('lets ordinary code pass', () => {
    const sources = [
      'import { sha256 } from "../lib/crypto.ts"\nconst o = { cipher: sha256("x"), version: 1 }',
      'import type { TLSSocket } from "node:tls"',
    ]
    for (const source of sources) expect(findingsIn('electron/engine/sample.ts', source)).toEqual([])
  })
})
