/** Distinguished names: the few attributes Slipway writes and reads. */
import { type BerNode, childAt, readOid, readText } from './ber.ts'
import { oid, printableString, sequence, set, utf8String } from './der.ts'

const typeOids = {
  commonName: '2.5.4.3',
  countryName: '2.5.4.6',
  organizationName: '2.5.4.10',
  organizationalUnitName: '2.5.4.11',
  userId: '0.9.2342.19200300.100.1.1',
} as const

export type NamePart = { readonly type: keyof typeof typeOids; readonly value: string }

const types = ['commonName', 'countryName', 'organizationName', 'organizationalUnitName', 'userId'] as const

/** An empty list gives the empty name that pairing certificates carry. */
export function encodeName(parts: readonly NamePart[]): Buffer {
  return sequence(
    ...parts.map(({ type, value }) =>
      set(sequence(oid(typeOids[type]), type === 'countryName' ? printableString(value) : utf8String(value))),
    ),
  )
}

/** The known attributes in order; others are left out. @throws MalformedBer */
export function readName(node: BerNode): readonly NamePart[] {
  return node.children
    .flatMap((relative) => relative.children)
    .flatMap((attribute) => {
      const dotted = readOid(childAt(attribute, 0))
      const type = types.find((known) => typeOids[known] === dotted)
      return type === undefined ? [] : [{ type, value: readText(childAt(attribute, 1)) }]
    })
}
