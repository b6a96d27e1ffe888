export const errorsAbm = {
  'abm.noService': {
    sentence: 'Nothing here stands for Apple Business Manager.',
    remedy: 'Start a practice world (slipway practice), or work with a real data directory.',
  },
  'abm.notConnected': {
    sentence: 'Slipway knows no API account of Apple Business Manager.',
    remedy:
      'In Apple Business Manager: your name, Preferences, API, Create API account, generate the private key. Then: slipway abm connect --client-id … --key-id … --key FILE.',
  },
  'abm.keyUnusable': {
    sentence: 'This is no private key of an API account (P-256, PEM, without a passphrase).',
    remedy: 'Take the file as Apple’s portal saved it; when it is lost, generate a new key there.',
  },
  'abm.keyRefused': {
    sentence: 'Apple does not take this key: {{reason}}.',
    remedy:
      'Compare client ID and key ID with the portal, see whether the key was revoked there, and whether this computer’s clock is right.',
  },
  'abm.tokenRefused': {
    sentence: 'Apple no longer lets the API account {{clientId}} in.',
    remedy: 'See in Apple Business Manager whether the account still exists, then connect again.',
  },
  'abm.forbidden': {
    sentence: 'The API account may not do this: {{detail}}',
    remedy: 'Ask an administrator of Apple Business Manager what this account may do.',
  },
  'abm.termsNotSigned': {
    sentence: 'Apple has new terms that nobody has agreed to yet; until then it answers nothing.',
    remedy: 'An administrator signs in to Apple Business Manager and agrees to them.',
  },
  'abm.serverUnknown': {
    sentence: 'The organization has no MDM server {{name}}.',
    remedy: 'List the servers and take a name or an id from there.',
  },
  'abm.serverNotUnique': {
    sentence: 'Several MDM servers are called {{name}}.',
    remedy: 'Take the id instead.',
  },
  'abm.deviceUnknown': {
    sentence: 'The organization has no device {{serial}}.',
    remedy:
      'Check the serial number. Devices bought elsewhere can be added with Apple Configurator only, not by serial number.',
  },
  'abm.activityUnknown': {
    sentence: 'Apple knows no activity {{id}}; it keeps them for thirty days.',
    remedy: 'Look at the devices themselves.',
  },
  'abm.refused': {
    sentence: 'Apple refused the request ({{code}}): {{detail}}',
    remedy: 'Nothing was changed. For Apple’s support the request is {{id}}.',
  },
  'abm.throttled': {
    sentence: 'Apple asks for fewer requests at the moment.',
    remedy: 'Try again in a few minutes.',
  },
  'abm.serviceTrouble': {
    sentence: 'Apple Business Manager has trouble (status {{status}}).',
    remedy: 'Try again in a few minutes.',
  },
  'abm.outcomeUnknown': {
    sentence: 'The connection broke before Apple answered; whether it took the order is not known.',
    remedy: 'Look at the devices before you order it again.',
  },
  'abm.unexpectedAnswer': {
    sentence: 'Apple answered {{target}} in a way Slipway does not understand ({{message}}).',
    remedy: 'Report it with this sentence; a newer Slipway may know the answer.',
  },
  'abm.foreignOrigin': {
    sentence: 'Apple’s answer leads to {{host}}, where no token may go.',
    remedy: 'Report it with this sentence.',
  },
} as const
