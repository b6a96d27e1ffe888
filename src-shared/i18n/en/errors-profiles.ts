export const errorsProfiles = {
  'profiles.unreadable': {
    sentence: 'This file is not a configuration profile, or it is damaged.',
    remedy: 'Export or download it again, and do not open and save it with another program.',
  },
  'profiles.notEnrollment': {
    sentence: 'This profile does not enroll devices (its type is {{type}}).',
    remedy: 'Export the enrollment profile from Intune: Apple Configurator, Profiles, Export profile.',
  },
  'profiles.enrollmentInsecure': {
    sentence: 'The enrollment file leads to an address that is not https, which devices refuse: {{url}}.',
    remedy: 'Export the file again from the service that made it.',
  },
  'profiles.enrollmentExpired': {
    sentence: 'The enrollment file expired on {{expiresOn}}; devices would be refused.',
    remedy: 'Export it again. A file serves for 14 days.',
  },
  'profiles.keyMissing': {
    sentence: 'The profile lacks {{key}} in {{at}}.',
    remedy: 'Add it, or make the profile again.',
  },
  'profiles.keyWrong': {
    sentence: 'The profile has an unusable value for {{key}} in {{at}}.',
    remedy: 'Correct it, or make the profile again.',
  },
  'profiles.identifierRepeated': {
    sentence: 'Two payloads of the profile have the same identifier, {{identifier}}.',
    remedy: 'Give each payload an identifier of its own.',
  },
  'profiles.uuidRepeated': {
    sentence: 'Two parts of the profile have the same UUID, {{uuid}}.',
    remedy: 'Give each part a UUID of its own.',
  },
  'profiles.referenceDangling': {
    sentence: 'In {{at}}, {{key}} refers to a certificate that is not in the profile.',
    remedy: 'Add the certificate, or correct the reference.',
  },
  'profiles.payloadsConflict': {
    sentence: 'The payloads {{first}} and {{second}} cannot be in one profile together.',
    remedy: 'Remove one of them.',
  },
  'profiles.textUnwritable': {
    sentence: 'A text in the profile holds characters that cannot be written ({{key}}).',
    remedy: 'Type the text again by hand; copied text may hold invisible control characters.',
  },
  'profiles.wifiName': {
    sentence: 'The Wi-Fi name must be 1 to 32 bytes long; this one is {{bytes}}.',
    remedy: 'Shorten the name; letters with accents and emoji count more than once.',
  },
  'profiles.wifiPassword': {
    sentence: 'This password does not fit a {{encryption}} network.',
    remedy:
      'WPA takes 8 to 63 characters or 64 hexadecimal digits; WEP 5 or 13 characters, or 10 or 26 hexadecimal digits.',
  },
  'profiles.nameToken': {
    sentence: 'The device name template holds {{token}}, which is not a placeholder.',
    remedy:
      'Use {serial}, {slot}, {asset} or {counter:3}, each in single braces, or Intune’s upper-case SERIAL in double braces.',
  },
  'profiles.nameValueMissing': {
    sentence: 'The device name needs {{token}}, which is not known for this device.',
    remedy: 'Enter the value, or take the placeholder out of the template.',
  },
  'profiles.nameCharacters': {
    sentence: 'The device name holds characters a device does not take.',
    remedy: 'Use letters, digits, blanks and ordinary punctuation; no line breaks or control characters.',
  },
  'profiles.nameLength': {
    sentence: 'The device name would be {{length}} characters long; at most {{limit}} are possible.',
    remedy: 'Shorten the template.',
  },
}
