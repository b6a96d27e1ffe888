/** What is said of a device that waits for Intune, or for a person, longer than it should. */
export const waiting = {
  note: {
    away: 'Intune cannot be reached at the moment. The device goes on waiting; if its screen reports an error, tap Retry there once Intune is back.',
    afterOutage:
      'Intune was out of reach while this device waited. Look at its screen: if it says that the profile could not be downloaded, tap Retry there, because it may never try again by itself.',
    long: 'It has been waiting for {{minutes}} minutes. Look at its screen: if Setup Assistant wants a hand, go on there; if it says that the profile could not be downloaded, tap Retry.',
    longDirect:
      'It has been waiting for {{minutes}} minutes. See that it is online, and that its management profile is there under Settings > General > VPN & Device Management.',
  },
  short: {
    away: 'Intune is out of reach. The device goes on waiting.',
    afterOutage: 'Look at its screen: if the profile could not be downloaded, tap Retry.',
    long: 'Look at its screen: if the profile could not be downloaded, tap Retry.',
    longDirect: 'See that it is online and has its management profile.',
  },
  wall: { away: 'Intune is away', afterOutage: 'Look at it', long: 'Look at it', longDirect: 'Look at it' },
}
