import type { HeardRequest } from '../../electron/practice/cart/request-log.ts'

/** One request as it stands in a recorded exchange: a line for itself, one for each key. */
export type Exchange = readonly string[]

/** Every program names itself; that is no difference worth a line. */
const dull: ReadonlySet<string> = new Set(['Label'])

/** What a web service's headers were depends on the service. */
const cut: ReadonlySet<string> = new Set(['ActivationResponseHeaders'])

/** What was asked, in order. Questions asked again in a row (somebody waits for something) stand once. */
export function exchangeOf(requests: readonly HeardRequest[]): Exchange {
  const lines = requests.map(({ service, name, keys }) => {
    const own = Object.entries(keys).flatMap(([key, kind]) => {
      const [root = ''] = key.split('.')
      if (dull.has(key)) return []
      return cut.has(root) ? [`    ${root} dict`] : [`    ${key} ${kind}`]
    })
    return [`${service} ${name}`.trim(), ...new Set(own)].join('\n')
  })
  return lines.filter((line, index) => line !== lines[index - 1])
}

/** Two programs at the same work, and what only one of them asks. */
export function compared(goIos: Exchange, slipway: Exchange): string {
  return [
    '# go-ios',
    ...goIos,
    '',
    '# Slipway',
    ...slipway,
    '',
    '# only go-ios',
    ...only(goIos, slipway),
    '',
    '# only Slipway',
    ...only(slipway, goIos),
    '',
  ].join('\n')
}

/** Distinct requests that the other side never makes, with the same keys at least. */
function only(one: Exchange, other: Exchange): Exchange {
  return [...new Set(one)].filter((line) => !other.includes(line))
}

/**
 * Everything the documentation has to give a reason for: requests of one side alone by their names, and, where both
 * make a request with different keys, those keys.
 */
export function differences(goIos: Exchange, slipway: Exchange): readonly string[] {
  return [...new Set([...oneWay(goIos, slipway), ...oneWay(slipway, goIos)])]
}

function oneWay(one: Exchange, other: Exchange): readonly string[] {
  return only(one, other).flatMap((line) => {
    const [head = '', ...keys] = line.split('\n    ')
    const counterpart = other.find((candidate) => candidate.split('\n')[0] === head)
    if (counterpart === undefined) return [head.slice(head.indexOf(' ') + 1)]
    const theirs = new Set(counterpart.split('\n    ').slice(1))
    return keys.filter((key) => !theirs.has(key)).map((key) => key.split(' ')[0] ?? key)
  })
}
