/** What Intune has of a device that comes back, and what is done about it. */
export type ReturnHands = {
  /**
   * Looks for the code that opens Activation Lock in Intune, then (where it may be asked) on the device, and keeps it.
   * @throws AppError those of the Graph client: while Intune does not answer nothing of it may be touched
   */
  readonly keepBypassCode: (
    udid: string,
    fromDevice: () => Promise<string | null>,
    signal: AbortSignal,
  ) => Promise<'kept' | 'already' | 'none' | 'noRecord'>
  readonly hasBypassCode: (serial: string) => Promise<boolean>
  /** Has Intune retire the device's newest record, once per run, and reads what became of it. @throws AppError why Intune refuses */
  readonly retire: (udid: string, signal: AbortSignal) => Promise<RetireOutcome>
  /** Deletes what the blueprint wants gone. Never throws for what Intune refuses: the device is erased by then. */
  readonly clearRecords: (udid: string, signal: AbortSignal) => Promise<RecordOutcome>
  /** Issues the certificate of the run, once. @throws AppError `returns.eraseNotProved` */
  readonly certify: (udid: string) => Promise<'issued' | 'already'>
}

export type RetireOutcome = 'noRecord' | 'done' | 'gone' | 'pending' | 'failed' | 'later'
export type RecordOutcome = 'done' | 'nothingLeft' | 'later' | 'needsPerson' | 'unread'
