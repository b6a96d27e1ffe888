export const errorsCrypto = {
  'crypto.selfTest': {
    sentence: 'This computer’s cryptography failed its self-test ({{detail}}).',
    remedy: 'Reinstall Slipway or its Node runtime; until then nothing is signed or sent.',
  },
  'crypto.cannotOpen': {
    sentence: 'Encrypted data cannot be opened: the key is wrong or the data was changed.',
    remedy: 'Check the passphrase or key file; if they are right, restore the data from a backup.',
  },
  'crypto.badKey': {
    sentence: 'This is not a key Slipway can use.',
    remedy: 'Give an unencrypted RSA key as PEM or DER, or a .p12 file with its password.',
  },
  'certificate.invalid': {
    sentence: 'This is not a certificate that can be read.',
    remedy: 'Give an X.509 certificate as PEM or DER.',
  },
  'certificate.untrusted': {
    sentence: 'A certificate does not lead to a trusted root.',
    remedy: 'Check who issued it, and that the issuing root is the expected one.',
  },
  'certificate.expired': {
    sentence: 'A certificate has expired.',
    remedy: 'Renew it; if it should still be valid, check the date of this computer.',
  },
  'certificate.notYetValid': {
    sentence: 'A certificate is not valid yet.',
    remedy: 'Check the date and time of this computer.',
  },
  'csr.invalid': {
    sentence: 'A certificate request could not be read: {{reason}}.',
    remedy: 'Ask for the certificate again; if it comes back, save a trace for support.',
  },
  'cms.invalid': {
    sentence: 'Signed data could not be accepted: {{reason}}.',
    remedy: 'Get the file or the answer again from its source; if it comes back, save a trace for support.',
  },
  'cms.cannotOpen': {
    sentence: 'An encrypted message cannot be opened with this key.',
    remedy: 'Check that it was encrypted for the certificate in use.',
  },
  'scep.invalid': {
    sentence: 'A SCEP message could not be accepted: {{reason}}.',
    remedy: 'Try again; if it comes back, save a trace for support.',
  },
  'pkcs12.cannotOpen': {
    sentence: 'The .p12 file cannot be opened: the password is wrong or the file holds no usable identity.',
    remedy: 'Check the password, and that the file holds a certificate with its RSA key.',
  },
  'tls.handshake': {
    sentence: 'No secure connection could be made ({{reason}}).',
    remedy: 'Unplug the device and plug it in again; if it comes back, remove the pairing and pair again.',
  },
  'http.badUrl': {
    sentence: '“{{url}}” is not a web address Slipway can use.',
    remedy: 'Give an address that begins with https:// and holds no user name or password.',
  },
  'http.notHttps': {
    sentence: '{{host}} would be reached without encryption, which is not allowed here.',
    remedy: 'Use an address that begins with https://.',
  },
  'http.unreachable': {
    sentence: '{{host}} cannot be reached ({{cause}}).',
    remedy: 'Check the network, the address, and that the service is running.',
  },
  'http.untrusted': {
    sentence: 'The certificate of {{host}} is not trusted ({{reason}}).',
    remedy:
      'Check the clock and the address; if a company root signs the traffic, add it under additional certificate authorities.',
  },
  'http.timeout': {
    sentence: '{{host}} did not answer within {{seconds}} s.',
    remedy: 'Check the network and try again.',
  },
  'http.tooLarge': {
    sentence: 'The answer of {{host}} is larger than the {{limit}} bytes expected at most.',
    remedy: 'Check that the address belongs to the right service.',
  },
}
