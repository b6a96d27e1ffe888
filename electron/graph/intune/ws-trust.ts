/** Microsoft: what sign-in in Setup Assistant needs of a federation service: WS-Trust 1.3, user name over TLS. */
const issue13 = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue'
const maxChars = 2_000_000
/** A real service describes some twenty ways; a stranger's document with more is not read to its end. */
const mostParts = 200

/**
 * Where a federation service takes a user name and a password by WS-Trust 1.3, out of its metadata exchange document
 * (WSDL with policies). Null when it offers no such endpoint. It looks for three kinds of elements and resolves two
 * references; a document with a DOCTYPE is not read, and what stands in comments does not count.
 */
export function usernameMixedEndpoint(document: string): string | null {
  const whole = document.slice(0, maxChars)
  if (/<!DOCTYPE/i.test(whole)) return null
  const text = withoutAsides(whole)
  const policies = new Set(
    cut(text, /<(?:\w{1,20}:)?Policy\s[^<>]{0,500}?\bId\s?=\s?(?:"([^"<>]{1,200})"|'([^'<>]{1,200})')/g)
      .filter(({ body }) => /\bUsernameToken\b/.test(body) && /\bTransportBinding\b/.test(body))
      .map(({ name }) => name),
  )
  const bindings = new Set(
    cut(text, /<(?:\w{1,20}:)?binding\s[^<>]{0,500}?\bname\s?=\s?(?:"([^"<>]{1,200})"|'([^'<>]{1,200})')/g)
      .filter(({ body }) => body.includes(`"${issue13}"`) || body.includes(`'${issue13}'`))
      .filter(({ body }) => policies.has(policyOf(body)))
      .map(({ name }) => name),
  )
  const ports = cut(
    text,
    /<(?:\w{1,20}:)?port\s[^<>]{0,500}?\bbinding\s?=\s?(?:"(?:\w{1,60}:)?([^"<>]{1,200})"|'(?:\w{1,60}:)?([^'<>]{1,200})')/g,
  )
  for (const { name, body } of ports) {
    const [, double, single] = /\blocation\s?=\s?(?:"([^"<>]{1,500})"|'([^'<>]{1,500})')/.exec(body) ?? []
    const location = double ?? single
    if (bindings.has(name) && location !== undefined && URL.parse(location)?.protocol === 'https:') return location
  }
  return null
}

function policyOf(binding: string): string {
  const [, double, single] = /\bURI\s?=\s?(?:"#([^"<>]{1,200})"|'#([^'<>]{1,200})')/.exec(binding) ?? []
  return double ?? single ?? ''
}

/** Comments and CDATA taken out, in one pass; one that never ends takes the rest with it. */
function withoutAsides(text: string): string {
  return text.replaceAll(/<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)/g, '')
}

/** What follows each beginning, up to the next one of its kind. */
function cut(text: string, beginning: RegExp): readonly { readonly name: string; readonly body: string }[] {
  const found = [...text.matchAll(beginning)].slice(0, mostParts)
  return found.map((match, at) => ({
    name: match[1] ?? match[2] ?? '',
    body: text.slice(match.index, Math.min(found[at + 1]?.index ?? Infinity, match.index + 20_000)),
  }))
}
