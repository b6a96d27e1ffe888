/** What AFC says about a request, in its own numbers. */
export const afcStatus = {
  ok: 0,
  unknown: 1,
  invalidArgument: 7,
  notFound: 8,
  isDirectory: 9,
  denied: 10,
  unsupported: 15,
  exists: 16,
  noSpace: 18,
  notEmpty: 33,
} as const
export type AfcStatus = (typeof afcStatus)[keyof typeof afcStatus]

export class AfcFailure extends Error {
  readonly status: AfcStatus
  constructor(status: AfcStatus) {
    super(`AFC status ${status}`)
    this.status = status
  }
}

export type FileNode = { readonly kind: 'file'; bytes: Buffer; size: number; changed: Date }
type Node = FileNode | { readonly kind: 'directory'; changed: Date }

/** A practice device lends a host this much memory, not what its box says. */
const capacity = 512 * 1024 * 1024

/** The media partition of one device, in memory: paths are absolute, `/` separated, without `..`. */
export class FileSystem {
  readonly #nodes = new Map<string, Node>([['/', { kind: 'directory', changed: new Date() }]])

  get used(): number {
    let sum = 0
    for (const node of this.#nodes.values()) if (node.kind === 'file') sum += node.size
    return sum
  }

  get free(): number {
    return capacity - this.used
  }

  find(path: string): Node | undefined {
    return this.#nodes.get(clean(path))
  }

  stat(path: string): Node {
    const node = this.find(path)
    if (node === undefined) throw new AfcFailure(afcStatus.notFound)
    return node
  }

  list(path: string): readonly string[] {
    const directory = clean(path)
    if (this.stat(directory).kind !== 'directory') throw new AfcFailure(afcStatus.invalidArgument)
    return this.#below(directory)
      .map((child) => child.slice(prefixOf(directory).length))
      .filter((name) => !name.includes('/'))
  }

  makeDirectory(path: string): void {
    const directory = clean(path)
    const parts = directory.split('/').filter((part) => part !== '')
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const step = `/${parts.slice(0, depth).join('/')}`
      const known = this.#nodes.get(step)
      if (known?.kind === 'file') throw new AfcFailure(afcStatus.exists)
      if (known === undefined) this.#nodes.set(step, { kind: 'directory', changed: new Date() })
    }
  }

  /** The file, made empty when it is not there and may be made. */
  open(path: string, options: { readonly create: boolean; readonly truncate: boolean }): FileNode {
    const name = clean(path)
    const node = this.#nodes.get(name)
    if (node?.kind === 'directory') throw new AfcFailure(afcStatus.isDirectory)
    if (node === undefined && !options.create) throw new AfcFailure(afcStatus.notFound)
    if (node !== undefined && !options.truncate) return node
    if (!this.#nodes.has(parentOf(name))) throw new AfcFailure(afcStatus.notFound)
    const file: FileNode = { kind: 'file', bytes: Buffer.alloc(0), size: 0, changed: new Date() }
    this.#nodes.set(name, file)
    return file
  }

  write(file: FileNode, position: number, data: Uint8Array): void {
    const end = position + data.length
    if (end - file.size > this.free) throw new AfcFailure(afcStatus.noSpace)
    this.#grow(file, end)
    file.bytes.set(data, position)
    file.size = Math.max(file.size, end)
    file.changed = new Date()
  }

  truncate(file: FileNode, size: number): void {
    if (size - file.size > this.free) throw new AfcFailure(afcStatus.noSpace)
    this.#grow(file, size)
    if (size < file.size) file.bytes.fill(0, size, file.size)
    file.size = size
    file.changed = new Date()
  }

  remove(path: string): void {
    const name = clean(path)
    this.stat(name)
    if (this.#below(name).length > 0) throw new AfcFailure(afcStatus.notEmpty)
    if (name === '/') throw new AfcFailure(afcStatus.denied)
    this.#nodes.delete(name)
  }

  removeTree(path: string): void {
    const name = clean(path)
    this.stat(name)
    for (const child of this.#below(name)) this.#nodes.delete(child)
    if (name !== '/') this.#nodes.delete(name)
  }

  rename(from: string, to: string): void {
    const [source, target] = [clean(from), clean(to)]
    if (source === '/' || target === '/' || prefixOf(target).startsWith(prefixOf(source)))
      throw new AfcFailure(afcStatus.invalidArgument)
    const moved = [source, ...this.#below(source)].map((path) => [path, this.stat(path)] as const)
    if (!this.#nodes.has(parentOf(target))) throw new AfcFailure(afcStatus.notFound)
    for (const [path] of moved) this.#nodes.delete(path)
    for (const [path, node] of moved) this.#nodes.set(target + path.slice(source.length), node)
  }

  #below(directory: string): readonly string[] {
    const prefix = prefixOf(directory)
    return [...this.#nodes.keys()].filter((path) => path !== directory && path.startsWith(prefix))
  }

  #grow(file: FileNode, size: number): void {
    if (size <= file.bytes.length) return
    const bytes = Buffer.alloc(Math.max(size, file.bytes.length * 2, 4096))
    file.bytes.copy(bytes, 0, 0, file.size)
    file.bytes = bytes
  }
}

/** As it comes from the factory. */
export function newFileSystem(): FileSystem {
  const files = new FileSystem()
  for (const path of ['/DCIM', '/Downloads', '/Books', '/Photos', '/iTunes_Control/iTunes']) files.makeDirectory(path)
  return files
}

function clean(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) throw new AfcFailure(afcStatus.denied)
  return `/${parts.join('/')}`
}

function prefixOf(directory: string): string {
  return directory === '/' ? '/' : `${directory}/`
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}
