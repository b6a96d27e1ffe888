export const errorsAde = {
  'ade.noToken': {
    sentence: 'This tenant has no token of Apple’s enrollment program.',
    remedy: 'Make one: slipway ade token request --new NAME --consent, then upload the file at Apple.',
  },
  'ade.tokenNotNamed': {
    sentence: 'The tenant has several tokens of Apple’s enrollment program: {{names}}.',
    remedy: 'Say which one is meant, by name or by id.',
  },
  'ade.tokenUnknown': {
    sentence: 'The tenant has no enrollment program token {{name}}.',
    remedy: 'List the tokens and take a name or an id from there.',
  },
  'ade.consentMissing': {
    sentence: 'A new token needs your consent: Intune sends user and device information to Apple.',
    remedy: 'Agree to it (--consent), or leave the token out.',
  },
  'ade.notATokenFile': {
    sentence: 'This is no token file of Apple’s (.p7m).',
    remedy: 'Download the server token again in Apple Business Manager and take the file as it is.',
  },
  'ade.otherAppleId': {
    sentence: 'The token was made by {{before}}, but {{given}} was given.',
    remedy:
      'Sign in at Apple as {{before}} and download the token there. If that account is gone, renew with the new one on purpose.',
  },
  'ade.tokenMissing': {
    sentence: 'The token {{name}} is not finished: Apple’s file was never uploaded.',
    remedy: 'Upload the public key at Apple, download the server token (.p7m) and upload it here.',
  },
  'ade.tokenExpired': {
    sentence: 'The token {{name}} expired on {{expiredOn}}.',
    remedy: 'Renew it with the Apple Account it was made with; devices and profiles stay.',
  },
  'ade.syncTooSoon': {
    sentence: 'The last sync was started less than 15 minutes ago.',
    remedy: 'Start the next one in {{minutes}} minutes.',
  },
  'ade.termsNotSigned': {
    sentence: 'Apple’s new terms and conditions wait for an administrator, so Apple answers nothing.',
    remedy: 'Sign in to Apple Business Manager as administrator, agree to the terms, and sync again.',
  },
  'ade.syncFailed': {
    sentence: 'Intune’s sync with Apple failed (code {{code}}).',
    remedy: 'Check the token in Apple Business Manager and in Intune, and sync again in 15 minutes.',
  },
  'ade.profileUnknown': {
    sentence: 'The token has no enrollment profile {{name}}.',
    remedy: 'List the profiles and take a name or an id from there.',
  },
  'ade.profileNotUnique': {
    sentence: 'Several enrollment profiles are called {{name}}.',
    remedy: 'Take the id instead of the name.',
  },
  'ade.isPolicy': {
    sentence: '{{name}} is an enrollment policy of the new kind.',
    remedy: 'Change it in the Intune admin center; here devices can be assigned to it.',
  },
  'ade.isDefault': {
    sentence: '{{name}} is the default profile of its token and cannot be deleted.',
    remedy: 'Make another profile the default first.',
  },
  'ade.stillAssigned': {
    sentence: '{{count}} devices still have the profile {{name}}. An assignment can be replaced, but not taken away.',
    remedy: 'Assign another profile to them first.',
  },
  'ade.lockNeedsSupervision': {
    sentence: 'Management can be locked only on supervised devices.',
    remedy: 'Prepare the devices supervised, or do not lock.',
  },
  'ade.waitNeedsSupervision': {
    sentence: 'Only supervised devices wait for their configuration at the end of Setup Assistant.',
    remedy: 'Prepare the devices supervised, or do not let them wait.',
  },
  'ade.nameNeedsSupervision': {
    sentence: 'Only supervised devices take a name from Intune.',
    remedy: 'Prepare the devices supervised, or leave the name empty.',
  },
  'ade.certificateMissing': {
    sentence: 'Pairing by certificate needs at least one certificate.',
    remedy: 'Import the certificate of the supervision identity (.cer, .crt or .pem).',
  },
  'ade.nameVariable': {
    sentence: 'A device name knows only SERIAL and DEVICETYPE, in double braces.',
    remedy: 'Correct the name.',
  },
} as const
