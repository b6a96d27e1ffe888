/** Reads BER, of which DER is the strict part: old signers use indefinite lengths and strings in pieces. */
import { element, tags } from './der.ts'

export type BerNode = {
  /** The identifier byte: class, constructed bit and number. */
  readonly tag: number
  /** The content bytes; for a constructed node, the encodings of its children (without an end-of-contents mark). */
  readonly contents: Buffer
  /** The whole element as it stood in the input. */
  readonly raw: Buffer
  /** Empty for a primitive node. */
  readonly children: readonly BerNode[]
}

/** Thrown by the readers in this file; callers turn it into the AppError of their own format. */
export class MalformedBer extends Error {
  override readonly name = 'MalformedBer'
}

const maxDepth = 48
const maxNodes = 200_000

/** Reads exactly one element that fills `bytes`. @throws MalformedBer */
export function readBer(bytes: Uint8Array): BerNode {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const budget = { nodes: maxNodes }
  const { node, end } = readElement(input, 0, 0, budget)
  if (end !== input.length) throw new MalformedBer('bytes follow the end')
  return node
}

/** The child at `index`, of the given tag if one is named. @throws MalformedBer */
export function childAt(node: BerNode, index: number, tag?: number): BerNode {
  const child = node.children[index]
  if (!child) throw new MalformedBer('an element is missing')
  if (tag !== undefined) expectTag(child, tag)
  return child
}

/** @throws MalformedBer when the tag differs */
export function expectTag(node: BerNode, tag: number): BerNode {
  if (node.tag !== tag) throw new MalformedBer('an element has an unexpected type')
  return node
}

/** @throws MalformedBer */
export function readOid(node: BerNode): string {
  expectTag(node, tags.oid)
  const arcs: number[] = []
  let value = 0
  for (const byte of node.contents) {
    if (value > 2 ** 40) throw new MalformedBer('an object identifier is too long')
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(value)
      value = 0
    }
  }
  const first = arcs[0]
  if (first === undefined || arcs.length > 32) throw new MalformedBer('an object identifier is empty or too long')
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - top * 40, ...arcs.slice(1)].join('.')
}

/** The content of an OCTET STRING, or of the string under an implicit tag, joined if it comes in pieces. */
export function readOctets(node: BerNode): Buffer {
  if ((node.tag & 0x20) === 0) return node.contents
  return Buffer.concat(node.children.map((piece) => readOctets(piece)))
}

/** The bytes of a BIT STRING that ends on a byte border. @throws MalformedBer */
export function readBitString(node: BerNode): Buffer {
  expectTag(node, tags.bitString)
  if (node.contents[0] !== 0) throw new MalformedBer('a bit string has an unexpected form')
  return node.contents.subarray(1)
}

/** The big-endian bytes of a non-negative INTEGER, without leading zeros. @throws MalformedBer */
export function readUnsigned(node: BerNode): Buffer {
  expectTag(node, tags.integer)
  let bytes = node.contents
  while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.subarray(1)
  return bytes
}

/** UTF8String, PrintableString, IA5String, T61String, BMPString and friends as text. */
export function readText(node: BerNode): string {
  const contents = readOctets(node)
  if (node.tag === 0x1e) {
    if (contents.length % 2 !== 0) throw new MalformedBer('a text is cut short')
    return Buffer.from(contents).swap16().toString('utf16le')
  }
  return contents.toString(node.tag === tags.utf8String ? 'utf8' : 'latin1')
}

/** @throws MalformedBer */
export function readTime(node: BerNode): Date {
  const text = node.contents.toString('latin1')
  const pattern = node.tag === tags.utcTime ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})(?:\.\d+)?Z$/
  const match = pattern.exec(text)
  if (!match || (node.tag !== tags.utcTime && node.tag !== tags.generalizedTime)) {
    throw new MalformedBer('a time has an unexpected form')
  }
  const year = Number(match[1]) + (node.tag === tags.utcTime ? (Number(match[1]) < 50 ? 2000 : 1900) : 0)
  const [month, day, hour, minute, second] = (match[2]?.match(/\d\d/g) ?? []).map(Number)
  return new Date(Date.UTC(year, (month ?? 1) - 1, day, hour, minute, second))
}

/** The same element in definite lengths with strings in one piece. */
export function toDer(node: BerNode): Buffer {
  if ((node.tag & 0x20) === 0) return element(node.tag, node.contents)
  if ((node.tag & 0xdf) === tags.octetString) return element(tags.octetString, readOctets(node))
  return element(node.tag, ...node.children.map((child) => toDer(child)))
}

type Read = { readonly node: BerNode; readonly end: number }

function readElement(input: Buffer, start: number, depth: number, budget: { nodes: number }): Read {
  budget.nodes -= 1
  if (depth > maxDepth || budget.nodes < 0) throw new MalformedBer('it is nested too deeply or has too many parts')
  const tag = input[start]
  if (tag === undefined || (tag & 0x1f) === 0x1f) throw new MalformedBer('it is cut short or has an unknown tag')
  const { length, next } = readLength(input, start + 1)
  const constructed = (tag & 0x20) !== 0
  if (length === null) {
    if (!constructed) throw new MalformedBer('a primitive element has no length')
    const { children, end } = readChildren(input, next, null, depth, budget)
    const node = { tag, contents: input.subarray(next, end - 2), raw: input.subarray(start, end), children }
    return { node, end }
  }
  const end = next + length
  if (end > input.length) throw new MalformedBer('it is cut short')
  const children = constructed ? readChildren(input.subarray(0, end), next, end, depth, budget).children : []
  return { node: { tag, contents: input.subarray(next, end), raw: input.subarray(start, end), children }, end }
}

/** Children up to `limit` (where `input` ends, so that none can pass it), or up to the end-of-contents mark when there is none; `end` is behind that mark. */
function readChildren(
  input: Buffer,
  start: number,
  limit: number | null,
  depth: number,
  budget: { nodes: number },
): { readonly children: readonly BerNode[]; readonly end: number } {
  const children: BerNode[] = []
  let position = start
  while (position !== limit) {
    if (limit === null && input[position] === 0 && input[position + 1] === 0) return { children, end: position + 2 }
    const { node, end } = readElement(input, position, depth + 1, budget)
    children.push(node)
    position = end
  }
  return { children, end: position }
}

function readLength(input: Buffer, at: number): { readonly length: number | null; readonly next: number } {
  const first = input[at]
  if (first === undefined) throw new MalformedBer('it is cut short')
  if (first < 0x80) return { length: first, next: at + 1 }
  const count = first & 0x7f
  if (count === 0) return { length: null, next: at + 1 }
  if (count > 6 || at + 1 + count > input.length) throw new MalformedBer('a length is too long')
  return { length: input.readUIntBE(at + 1, count), next: at + 1 + count }
}
