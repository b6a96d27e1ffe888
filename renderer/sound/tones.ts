/** What a sound means; each has a melody of its own, so that nobody needs to look up to know which. */
export type Cue = 'done' | 'attention' | 'tap'

type Tone = { readonly hertz: number; readonly startMs: number; readonly lengthMs: number }

/** Rising: done. Falling and low: needs attention. Two equal knocks: a tap is wanted. */
const melodies: Readonly<Record<Cue, readonly Tone[]>> = {
  done: [
    { hertz: 659, startMs: 0, lengthMs: 120 },
    { hertz: 988, startMs: 110, lengthMs: 220 },
  ],
  attention: [
    { hertz: 392, startMs: 0, lengthMs: 180 },
    { hertz: 262, startMs: 170, lengthMs: 320 },
  ],
  tap: [
    { hertz: 784, startMs: 0, lengthMs: 70 },
    { hertz: 784, startMs: 140, lengthMs: 70 },
  ],
}

const loudness = 0.12
let context: AudioContext | null = null

/**
 * Plays a cue on the computer's speaker, made on the spot. Browsers stay silent until somebody touched the page; a cue
 * that comes before is not made up for later.
 */
export function playCue(cue: Cue): void {
  if (!('AudioContext' in window) || !(navigator.userActivation?.hasBeenActive ?? true)) return
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  for (const tone of melodies[cue]) play(context, tone)
}

function play(audio: AudioContext, { hertz, startMs, lengthMs }: Tone): void {
  const start = audio.currentTime + startMs / 1000
  const end = start + lengthMs / 1000
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.type = 'triangle'
  oscillator.frequency.value = hertz
  // Without a rise and a fall a tone begins and ends with a click.
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(loudness, start + 0.01)
  gain.gain.setValueAtTime(loudness, end - 0.03)
  gain.gain.linearRampToValueAtTime(0, end)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(end)
}
