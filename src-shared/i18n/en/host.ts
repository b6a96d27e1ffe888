/** What the station, the desktop shell and the start command say outside the page. */
export const host = {
  start: {
    noElectron: 'The desktop window (Electron) is not installed here; the same pages open in your browser.',
    building: 'Building the page…',
    address: 'Slipway is open at {{url}}',
    once: 'The address works once, for one browser. Press Enter here for another, Ctrl+C to stop.',
    openYourself: 'No browser could be opened. Open this address yourself:',
    practice: 'Practice: virtual devices and a practice tenant. Nothing here is real.',
    stopping: 'Stopping…',
    usage: 'Usage: slipway-station [--practice] [--devices N] [--data DIR] [--port N] [--no-open] [--verbose]',
    badNumber: '{{option}} takes a whole number from {{min}} to {{max}}.',
  },
  refused: {
    title: 'Slipway does not know this browser',
    text: 'Open the address that Slipway showed when it started. It works once, for one browser.',
    again:
      'If it was used already, press Enter in the window where Slipway runs to get a new one, or start Slipway again.',
    wrongPlace: 'This request did not come from a Slipway page on this computer, so it was refused.',
    opening: 'Opening Slipway…',
    continue: 'Continue',
  },
  desktop: {
    coreStopped: 'Slipway’s core has stopped; it is being started again.',
    coreFailed: 'Slipway’s core cannot be started.',
  },
}
