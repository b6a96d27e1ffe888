import fc from 'fast-check'

type Damage = {
  readonly kind: 'flip' | 'set' | 'cut' | 'insert' | 'repeat'
  readonly place: number
  readonly byte: number
}

const damage = (...kinds: readonly Damage['kind'][]): fc.Arbitrary<Damage> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
  })

/** Half of the time every byte keeps its place, so that lengths and offsets still fit and damage gets further in. */
const damages = fc.oneof(
  fc.array(damage('flip', 'set'), { minLength: 1, maxLength: 3 }),
  fc.array(damage('flip', 'set', 'cut', 'insert', 'repeat'), { minLength: 1, maxLength: 4 }),
)

/** Good bytes, then a few things done to them: a bit flipped, a byte replaced, a piece cut, put in or doubled. */
export function mutated(good: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Buffer> {
  return fc.tuple(good, damages).map(([bytes, done]) => done.reduce(harm, Buffer.from(bytes)))
}

function harm(bytes: Buffer, { kind, place, byte }: Damage): Buffer {
  const at = Math.min(Math.floor(place * bytes.length), Math.max(0, bytes.length - 1))
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)]
  const length = 1 + (byte % 16)
  switch (kind) {
    case 'flip':
      return Buffer.concat([head, tail.map((value, index) => (index === 0 ? value ^ (1 << (byte % 8)) : value))])
    case 'set':
      return Buffer.concat([head, tail.map((value, index) => (index === 0 ? byte : value))])
    case 'cut':
      return Buffer.concat([head, tail.subarray(length)])
    case 'insert':
      return Buffer.concat([head, Buffer.alloc(length, byte), tail])
    case 'repeat':
      return Buffer.concat([head, tail.subarray(0, length), tail])
  }
}
