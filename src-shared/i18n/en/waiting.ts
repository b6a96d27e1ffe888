/** What is said of a device that waits for Intune, or for a person, longer than it should. */
export const waiting = {
  note: {
    away: 'Intune cannot be reached at the moment. The device goes on waiting; if its screen reports an error, tap Retry there once Intune is back.',
    afterOutage:
      'Intune was out of reach while this device waited. Look at its screen: if it says that the profile could not be downloaded, tap Retry there, because it may never try again by itself.',
    long: 'It has been waiting for {{minutes}} minutes. Look at its screen: if Setup Assistant wants a hand, go on there; if it says that the profile could not be downloaded, tap Retry. If it says that the SCEP server returned an invalid response, Retry helps within 15 minutes of the first try; later only an erase does.',
    longDirect:
      'It has been waiting for {{minutes}} minutes. See that it is online, and that its management profile is there under Settings > General > VPN & Device Management.',
  },
  short: {
    away: 'Intune is out of reach. The device goes on waiting.',
    afterOutage: 'Look at its screen: if the profile could not be downloaded, tap Retry.',
    long: 'Look at its screen: if the profile could not be downloaded, tap Retry.',
    longDirect: 'See that it is online and has its management profile.',
  },
  handed: {
    install: '{{left}} left to tap Install; after that the device drops the profile, and Retry hands over a fresh one.',
    certificate: 'Intune gives an enrollment 15 minutes to get its certificate: it is surely in time until {{time}}.',
    until: '{{what}} (until {{time}})',
  },
  provisional: {
    note: {
      waiting:
        'Added to Apple Business Manager by hand. Once it is assigned and enrolled, whoever uses it may leave management for 30 days.',
      open: 'Added to Apple Business Manager by hand: until {{time}} whoever uses it may leave management.',
      soon: 'Added to Apple Business Manager by hand: until {{time}} whoever uses it may leave management.',
      settled: 'Added to Apple Business Manager by hand. Its 30 days are over: management can no longer be left.',
    },
    state: {
      waiting: 'not begun: not assigned or not enrolled',
      open: 'may leave management',
      soon: 'may leave management, not for long',
      settled: 'settled: can no longer leave',
    },
    column: { serial: 'Serial number', added: 'Added', until: 'Until', state: 'State' },
    none: 'No device was added to Apple Business Manager by hand, or no account there is connected.',
    title: 'Devices added by hand',
    show: 'Show every device',
    only: 'The first {{shown}} of {{count}}; the command line lists them all.',
  },
  wall: { away: 'Intune is away', afterOutage: 'Look at it', long: 'Look at it', longDirect: 'Look at it' },
}
