export type ValueKind = 'string' | 'boolean' | 'integer' | 'number'

/** What a host may write in a session, by `domain/key`; anything else is read-only or unknown. */
const kinds: Readonly<Record<string, ValueKind>> = {
  '/ActivationStateAcknowledged': 'boolean',
  '/DeviceName': 'string',
  '/TimeIntervalSince1970': 'number',
  '/TimeZone': 'string',
  '/UntrustedHostBUID': 'string',
  '/Uses24HourClock': 'boolean',
  '/iTunesHasConnected': 'boolean',
  'com.apple.Accessibility/AssistiveTouchEnabledByiTunes': 'integer',
  'com.apple.Accessibility/InvertDisplayEnabledByiTunes': 'integer',
  'com.apple.Accessibility/VoiceOverTouchEnabledByiTunes': 'integer',
  'com.apple.Accessibility/ZoomTouchEnabledByiTunes': 'integer',
  'com.apple.international/Language': 'string',
  'com.apple.international/Locale': 'string',
  'com.apple.mobile.wireless_lockdown/EnableWifiConnections': 'boolean',
}

export function writableKind(path: string): ValueKind | undefined {
  return Object.hasOwn(kinds, path) ? kinds[path] : undefined
}
