/** Errors of enrollment over the network. */
export const explainedEnrollment = {
  enrollmentNotDownloaded: {
    meaning: 'The Remote Management pane could not fetch the enrollment profile.',
    cause: 'Intune or the network was away at that moment, or a proxy stood in between.',
    remedy: 'Once Intune can be reached, tap Retry on the device; nothing has to be erased or prepared again.',
  },
  enrollmentBadAnswer: {
    meaning: 'The enrollment server gave an answer that the device cannot use.',
    cause: 'A fault or maintenance at the server, a wrong address, or a network that shows a sign-in page.',
    remedy: 'Check the enrollment address and the network of the device, then retry.',
  },
  enrollmentUntrusted: {
    meaning: 'The device does not trust the certificate of the enrollment server.',
    cause: 'A wrong clock, a proxy that opens TLS, or a root that the configuration does not carry.',
    remedy: 'Check the device’s date and its network; a proxy must let Microsoft and Apple through untouched.',
  },
  enrollmentCredentials: {
    meaning: 'The enrollment server refused the user name or the password.',
    cause: 'Mistyped, expired, or an account that needs a second factor.',
    remedy: 'Enter them again, or ask an Intune administrator.',
  },
  enrollmentForbidden: {
    meaning: 'The enrollment server does not let this device in (403).',
    cause: 'The serial number is not imported or not assigned, or a restriction blocks it.',
    remedy: 'Import and assign the serial number in Intune, check enrollment restrictions, then retry.',
  },
  enrollmentUpdateRequired: {
    meaning: 'The server wants a newer system before it enrolls the device.',
    cause: 'The enrollment profile asks for a minimum version.',
    remedy: 'Update iOS on the device, then retry.',
  },
  enrollmentUnknownDevice: {
    meaning: 'The server does not recognize the device.',
    cause: 'The serial number was never imported, or in another tenant.',
    remedy: 'Import the serial number into this tenant and assign its profile, then retry.',
  },
  otaAttributesNotMade: {
    meaning: 'The device could not gather the attributes that the enrollment file asks for.',
    cause: 'A passing state of the device, for instance right after start.',
    remedy: 'Restart the device and retry.',
  },
  otaAttributesNotSigned: {
    meaning: 'The device could not sign its attributes.',
    cause: 'Its built-in identity is missing for the moment, or for good.',
    remedy: 'Check that the device is activated, restart it, and retry.',
  },
  otaBadIdentity: {
    meaning: 'The first answer of the enrollment server is not exactly one identity.',
    cause: 'The service answered with something else, such as an error page.',
    remedy: 'Export the enrollment file again and retry; if it stays, tell whoever runs the service.',
  },
  otaBadFinalProfile: {
    meaning: 'The last answer of the enrollment server is no usable profile.',
    cause: 'The service has a fault, or the profile changed between the two phases.',
    remedy: 'Export the enrollment file again and retry.',
  },
  otaUserEnrollment: {
    meaning: 'The server answered with a profile for user enrollment, which this route cannot install.',
    cause: 'The tenant gives this device another kind of enrollment.',
    remedy: 'Assign an Apple Configurator profile to the serial number, export again, and retry.',
  },
  otaNotOnPlatform: {
    meaning: 'This kind of enrollment does not exist on this platform.',
    cause: 'An enrollment file for iPhone and iPad reached another device.',
    remedy: 'Use the route made for that platform.',
  },
  scepInvalidCa: {
    meaning: 'The certificate authority gave an invalid answer.',
    cause: 'A proxy in between, or a fault of the certificate service.',
    remedy: 'Retry within 15 minutes; later a factory reset may be needed.',
  },
  scepInvalidRa: {
    meaning: 'The registration authority gave an invalid answer.',
    cause: 'A proxy in between, or a fault of the certificate service.',
    remedy: 'Retry within 15 minutes; later a factory reset may be needed.',
  },
  scepCapabilities: {
    meaning: 'The certificate service lacks something that the device needs.',
    cause: 'It offers only outdated algorithms.',
    remedy: 'Whoever runs the service must bring it up to date.',
  },
  scepInvalidOperation: {
    meaning: 'The certificate service did not answer the certificate request properly.',
    cause: 'The challenge is too old (15 minutes), was used before, or the service has a fault.',
    remedy: 'Retry in time; otherwise reset the device and begin anew.',
  },
}
