import { malformed } from './malformed.ts'
import { decodeEntities, readBase64, readDate, readInteger, readReal } from './xml-text.ts'
import type { PlistDict, PlistLimits, PlistValue } from './value.ts'

/**
 * Reads the XML form: the element set of Apple's PropertyList-1.0 DTD and nothing else. No internal DTD subset,
 * no external entity is ever looked at. White space around the document is allowed: go-ios sends it.
 */
export function readXmlPlist(bytes: Uint8Array, limits: PlistLimits): PlistValue {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed('it is neither binary nor UTF-8 text')
  }
  return new XmlPlist(text, limits).document()
}

type Tag = { readonly name: string; readonly kind: 'open' | 'close' | 'empty' }

class XmlPlist {
  readonly #text: string
  readonly #limits: PlistLimits
  #at = 0
  #values = 0

  constructor(text: string, limits: PlistLimits) {
    this.#text = text
    this.#limits = limits
  }

  document(): PlistValue {
    this.#prolog()
    const tag = this.#tag()
    if (tag.name !== 'plist' || tag.kind !== 'open') throw malformed('it does not begin with <plist>')
    const value = this.#value(this.#tag(), 0)
    this.#close('plist')
    this.#skipBlank()
    if (this.#at < this.#text.length && !/^\0*$/.test(this.#text.slice(this.#at)))
      throw malformed('something follows </plist>')
    return value
  }

  #prolog(): void {
    this.#skipBlank()
    if (this.#text.startsWith('<?xml', this.#at)) {
      const declaration = this.#until('?>')
      const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1]
      if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding)) throw malformed('its encoding is not UTF-8')
      this.#skipBlank()
    }
    if (this.#text.startsWith('<!DOCTYPE', this.#at)) {
      const doctype = this.#until('>')
      if (doctype.includes('[')) throw malformed('it declares entities of its own')
      this.#skipBlank()
    }
  }

  /** Skips white space and comments between elements. */
  #skipBlank(): void {
    for (;;) {
      while (isBlank(this.#text.charCodeAt(this.#at))) this.#at++
      if (!this.#text.startsWith('<!--', this.#at)) return
      this.#until('-->')
    }
  }

  #until(end: string): string {
    const stop = this.#text.indexOf(end, this.#at)
    if (stop < 0) throw malformed('it ends too early')
    const part = this.#text.slice(this.#at, stop)
    this.#at = stop + end.length
    return part
  }

  #tag(): Tag {
    this.#skipBlank()
    if (this.#text[this.#at] !== '<') throw malformed('text stands where an element was expected')
    const body = this.#until('>').slice(1)
    if (body.startsWith('/')) return { name: body.slice(1).trim(), kind: 'close' }
    const empty = body.endsWith('/')
    const name = /^[A-Za-z]+/.exec(body)?.[0] ?? ''
    const rest = body.slice(name.length, empty ? -1 : undefined).trim()
    if (rest !== '' && name !== 'plist') throw malformed('an element has attributes')
    return { name, kind: empty ? 'empty' : 'open' }
  }

  #close(name: string): void {
    const tag = this.#tag()
    if (tag.kind !== 'close' || tag.name !== name) throw malformed(`</${name}> is missing`)
  }

  #value(tag: Tag, depth: number): PlistValue {
    if (tag.kind === 'close') throw malformed('a value is missing')
    if (depth > this.#limits.maxDepth) throw malformed('it is nested too deeply')
    if (++this.#values > this.#limits.maxValues) throw malformed('it holds too many values')
    switch (tag.name) {
      case 'dict':
        return tag.kind === 'empty' ? (Object.create(null) as PlistDict) : this.#dict(depth)
      case 'array':
        return tag.kind === 'empty' ? [] : this.#array(depth)
      case 'true':
      case 'false':
        if (tag.kind === 'open') this.#close(tag.name)
        return tag.name === 'true'
      case 'string':
        return this.#content(tag)
      case 'data':
        return readBase64(this.#content(tag))
      case 'integer':
        return readInteger(this.#content(tag))
      case 'real':
        return readReal(this.#content(tag))
      case 'date':
        return readDate(this.#content(tag))
      default:
        throw malformed('it holds an unknown element')
    }
  }

  #dict(depth: number): PlistDict {
    const dict = Object.create(null) as { [key: string]: PlistValue }
    for (;;) {
      const tag = this.#tag()
      if (tag.kind === 'close' && tag.name === 'dict') return dict
      if (tag.name !== 'key' || tag.kind === 'close') throw malformed('a dictionary holds a value without a key')
      const key = this.#content(tag)
      if (key in dict) throw malformed('a key stands twice in a dictionary')
      dict[key] = this.#value(this.#tag(), depth + 1)
    }
  }

  #array(depth: number): PlistValue[] {
    const values: PlistValue[] = []
    for (;;) {
      const tag = this.#tag()
      if (tag.kind === 'close' && tag.name === 'array') return values
      values.push(this.#value(tag, depth + 1))
    }
  }

  /** The text of an element without children, entities and CDATA resolved. */
  #content(tag: Tag): string {
    if (tag.kind === 'empty') return ''
    let content = ''
    for (;;) {
      const next = this.#text.indexOf('<', this.#at)
      if (next < 0) throw malformed('it ends too early')
      content += decodeEntities(this.#text.slice(this.#at, next))
      this.#at = next
      if (this.#text.startsWith('<![CDATA[', this.#at)) content += this.#until(']]>').slice('<![CDATA['.length)
      else if (this.#text.startsWith('<!--', this.#at)) this.#until('-->')
      else break
    }
    this.#close(tag.name)
    return content
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xfeff
}
