/** The website of the practice Company Portal. */
export const portal = {
  site: {
    title: 'Company Portal: {{name}}',
    about: 'These devices of your company are registered for you.',
    none: 'No device of your company is assigned to you yet.',
    ready: 'ready to use',
    waiting: 'waits to be identified in the Company Portal app',
  },
  finish: {
    title: 'Finish enrollment',
    text: 'The serial number was checked. One step is left before you can use everything on this device.',
    button: 'Finish',
  },
  return: {
    title: 'Return to the app',
    text: 'The enrollment is complete. Go back to the Company Portal app.',
    link: 'Open Company Portal',
  },
  enroll: {
    title: 'Set up a new device',
    text: 'Download the management profile, then open Settings and install it. Afterwards return to the app.',
    download: 'Download profile',
  },
  expiredTitle: 'This has taken too long',
  expired: 'Start again in the Company Portal app.',
}
