const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * What lapses by itself, and when it is time to say so. All are lengths of time from an instant, not calendar dates: no
 * time zone and no change of clocks moves them. Years are Apple's 365 days.
 */
const clocks = {
  /** A downloaded profile waits in Settings for a person (Apple: installing a configuration profile). */
  downloadedProfile: { lasts: 8 * minute, soon: 3 * minute },
  /** Between the enrollment profile and its certificate; later the device must be reset (Microsoft: enrollment troubleshooting). */
  scepChallenge: { lasts: 15 * minute, soon: 5 * minute },
  /** A device enrolled with user affinity wants its user (Microsoft: Apple Configurator enrollment). */
  userAffinity: { lasts: 24 * hour, soon: 4 * hour },
  /** An exported direct-enrollment file (Microsoft: Apple Configurator enrollment). */
  directEnrollmentFile: { lasts: 14 * day, soon: 3 * day },
  /**
   * What is known of Intune's enrollment without asking again: as long as Microsoft lets an exported enrollment file
   * live, the longest for which anything of an enrollment is meant to lie about.
   */
  enrollmentFacts: { lasts: 14 * day, soon: 3 * day },
  /** A device added to Apple Business Manager by hand may leave management again until then (Apple). */
  provisionalPeriod: { lasts: 30 * day, soon: 7 * day },
  adeToken: { lasts: 365 * day, soon: 30 * day },
  apnsCertificate: { lasts: 365 * day, soon: 30 * day },
} as const

export type DeadlineKind = keyof typeof clocks
export const deadlineKinds = Object.keys(clocks) as readonly DeadlineKind[]

/** Instants and lengths are milliseconds, instants since 1970. `remaining` is negative once it is past. */
export type Deadline = {
  readonly kind: DeadlineKind
  readonly dueAt: number
  readonly state: 'ok' | 'soon' | 'past'
  readonly remaining: number
}

/** How long it lasts from its start, and how long before its end it counts as `soon`, in milliseconds. */
export function deadlineLength(kind: DeadlineKind): { readonly lasts: number; readonly soon: number } {
  return clocks[kind]
}

/** How something that started at `start` stands at `now`. At its very instant it is past. */
export function deadlineFrom(kind: DeadlineKind, start: number, now: number): Deadline {
  return deadlineAt(kind, start + clocks[kind].lasts, now)
}

/** The same for what says itself when it ends, as tokens, certificates and enrollment files do: believe that first. */
export function deadlineAt(kind: DeadlineKind, dueAt: number, now: number): Deadline {
  const remaining = dueAt - now
  const state = remaining <= 0 ? 'past' : remaining <= clocks[kind].soon ? 'soon' : 'ok'
  return { kind, dueAt, state, remaining }
}
