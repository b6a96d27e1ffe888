/** Microsoft: what sign-in in Setup Assistant needs of a federation service: WS-Trust 1.3, user name over TLS. */
const issue13 = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue'
const maxChars = 2_000_000

/**
 * Where a federation service takes a user name and a password by WS-Trust 1.3, out of its metadata exchange document
 * (WSDL with policies). Null when it offers no such endpoint. It looks for three kinds of elements and resolves two
 * references; entities of a stranger's XML are never expanded.
 */
export function usernameMixedEndpoint(document: string): string | null {
  const text = document.slice(0, maxChars)
  const policies = new Set(
    cut(text, /<(?:\w{1,20}:)?Policy\s[^<>]{0,500}?\bId\s?=\s?"([^"<>]{1,200})"/g)
      .filter(({ body }) => body.includes('UsernameToken') && body.includes('TransportBinding'))
      .map(({ name }) => name),
  )
  const bindings = new Set(
    cut(text, /<(?:\w{1,20}:)?binding\s[^<>]{0,500}?\bname\s?=\s?"([^"<>]{1,200})"/g)
      .filter(({ body }) => body.includes(`"${issue13}"`) && policies.has(policyOf(body)))
      .map(({ name }) => name),
  )
  const ports = cut(text, /<(?:\w{1,20}:)?port\s[^<>]{0,500}?\bbinding\s?=\s?"(?:\w{1,60}:)?([^"<>]{1,200})"/g)
  for (const { name, body } of ports) {
    const location = /\blocation\s?=\s?"([^"<>]{1,500})"/.exec(body)?.[1]
    if (bindings.has(name) && location !== undefined && URL.parse(location)?.protocol === 'https:') return location
  }
  return null
}

function policyOf(binding: string): string {
  return /\bURI\s?=\s?"#([^"<>]{1,200})"/.exec(binding)?.[1] ?? ''
}

/** What follows each beginning, up to the next one of its kind. */
function cut(text: string, beginning: RegExp): readonly { readonly name: string; readonly body: string }[] {
  const found = [...text.matchAll(beginning)]
  return found.map((match, at) => ({
    name: match[1] ?? '',
    body: text.slice(match.index, found[at + 1]?.index ?? match.index + 20_000),
  }))
}
