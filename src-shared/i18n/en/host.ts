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
    options:
      'Options: --practice  --devices N  --time instant|realistic|xN  --hands atOnce|after:MS|never  --data DIR  --organization NAME  --port N  --no-open  --lang en|fr  --verbose',
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
    coreFailed: 'Slipway’s core cannot be started.',
  },
}
