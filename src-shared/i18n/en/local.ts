/** Who works in a data directory. */
export const local = {
  about: 'who is at work in the data directory',
  nobody: 'Nobody is at work in {{path}}.',
  running: '{{host}} is at work in {{path}}: process {{pid}}, version {{version}}, since {{since}}.',
  alone: 'It works for itself and serves nobody else.',
  silent: 'Process {{pid}} holds {{path}} but does not answer; it may just be starting.',
  noClients: 'No other host works through it.',
  clients: 'Through it work:',
  client: '{{host}}: process {{pid}}, since {{since}}',
  host: {
    station: 'The station',
    desktop: 'The desktop window',
    cli: 'A command',
    prove: 'slipway prove',
  },
  joined:
    'A Slipway is already at work in this data directory (process {{pid}}). This window works through it, with its devices and settings.',
  lost: 'The Slipway this window worked through has ended. Trying to go on …',
  takenOver: 'This Slipway does the work itself now.',
  joinedAgain: 'Going on through process {{pid}}.',
  languageUnknown: 'There is no language “{{language}}”: en or fr.',
} as const
