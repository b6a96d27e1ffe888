import { posix } from 'node:path'
import { parseSync, Visitor, type Node, type StringLiteral } from 'oxc-parser'

/**
 * One mention of another module in a source file.
 * `url` is a path handed to a new process or worker: `new URL('./main.ts', import.meta.url)`.
 */
export interface Mention {
  readonly kind: 'import' | 'type' | 'dynamic' | 'require' | 'url'
  /** As written, such as `node:fs`, `zod` or `../lib/clock.ts`. Undefined when it is computed at run time. */
  readonly specifier: string | undefined
  /** Names taken from the module; `*` for the whole of it. */
  readonly names: readonly string[]
}

/** What a source file says about other modules. */
export interface Parsed {
  readonly mentions: readonly Mention[]
  readonly defaultExport: boolean
  /** True when the file does nothing but pass on what other files export. */
  readonly barrel: boolean
}

/** Parses one TypeScript file. Throws when it is not valid TypeScript: a file that cannot be read must not count as clean. */
export function parseImports(path: string, source: string): Parsed {
  const { program, errors } = parseSync(path, source)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const mentions: Mention[] = []
  const add = (kind: Mention['kind'], module: Node | null | undefined, names: readonly string[]) =>
    mentions.push({ kind, specifier: literal(module), names })
  new Visitor({
    ImportDeclaration: (node) =>
      add(node.importKind === 'type' ? 'type' : 'import', node.source, node.specifiers.map(importedName)),
    ExportNamedDeclaration: (node) => {
      if (node.source === null) return
      const names = node.specifiers.map(({ local }) => nameOf(local))
      add(node.exportKind === 'type' ? 'type' : 'import', node.source, names)
    },
    ExportAllDeclaration: (node) => add(node.exportKind === 'type' ? 'type' : 'import', node.source, ['*']),
    ImportExpression: (node) => add('dynamic', node.source, ['*']),
    TSImportType: (node) => add('type', node.source, ['*']),
    TSExternalModuleReference: (node) => add('require', node.expression, ['*']),
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') add('require', node.arguments[0], ['*'])
    },
    NewExpression: (node) => {
      const [target, base] = node.arguments
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || base?.type !== 'MemberExpression') return
      if (base.object.type === 'MetaProperty' && literal(target) !== undefined) add('url', target, [])
    },
  }).visit(program)
  const passesOn = program.body.filter(
    (node) => node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source !== null),
  )
  return {
    mentions,
    defaultExport:
      program.body.some((node) => node.type === 'ExportDefaultDeclaration') || exportsAsDefault(program.body),
    barrel: program.body.length > 0 && passesOn.length === program.body.length,
  }
}

/** Path from the root that a relative specifier in `from` names, without a `?query`; undefined for packages. */
export function resolveRelative(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return posix.normalize(posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')))
}

/** Package behind a bare specifier: `@scope/name/deep` → `@scope/name`, `node:fs/promises` → `node:fs/promises`. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function literal(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}

type ImportSpecifierNode = Extract<Node, { type: 'ImportDeclaration' }>['specifiers'][number]

function importedName(specifier: ImportSpecifierNode): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported)
}

function nameOf(node: { type: 'Identifier'; name: string } | StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value
}

function exportsAsDefault(body: readonly Node[]): boolean {
  return body.some(
    (node) =>
      node.type === 'ExportNamedDeclaration' && node.specifiers.some(({ exported }) => nameOf(exported) === 'default'),
  )
}
