export const errorsSignIn = {
  'signIn.notSetUp': {
    sentence: 'Slipway does not know your organization yet.',
    remedy: 'Give tenant ID, client ID and cloud (slipway tenant setup), then sign in.',
  },
  'signIn.again': {
    sentence: 'Microsoft wants you to sign in again: {{message}}',
    remedy: 'Sign in again (slipway sign-in); work that waits goes on by itself.',
  },
  'signIn.cancelled': {
    sentence: 'The sign-in was not finished.',
    remedy: 'Start it again, and finish it in the browser within ten minutes.',
  },
  'signIn.running': {
    sentence: 'A sign-in is already open.',
    remedy: 'Finish it in the browser, or cancel it, then try again.',
  },
  'signIn.consentNeeded': {
    sentence: 'An administrator has not agreed yet to what Slipway may do: {{message}}',
    remedy: 'Send an administrator the consent link that “slipway tenant test” shows, then sign in again.',
  },
  'signIn.blocked': {
    sentence: 'Your organization’s Conditional Access does not allow this sign-in: {{message}}',
    remedy: 'A device code is often blocked: sign in with the browser. Else show this to your administrator.',
  },
  'signIn.codeExpired': {
    sentence: 'The code was not used in time.',
    remedy: 'Start again; the new code is valid for about fifteen minutes.',
  },
  'signIn.anotherAccount': {
    sentence:
      'You signed in as {{other}}, but Slipway already works as {{current}}. It works for one account at a time.',
    remedy: 'To change the account, sign out first (slipway sign-out), then sign in.',
  },
  'signIn.wrongTenant': {
    sentence: 'This account belongs to another organization ({{other}}) than the one set up here.',
    remedy: 'Sign in with an account of your organization, or correct the tenant ID.',
  },
  'signIn.registrationUnknown': {
    sentence: 'Microsoft does not know this app registration in this organization.',
    remedy: 'Compare client ID, tenant ID and cloud with the page of the app registration. ({{message}})',
  },
  'signIn.redirectMissing': {
    sentence: 'The app registration does not allow the address “http://localhost”.',
    remedy:
      'Add it in the portal: Authentication → Add a platform → Mobile and desktop applications → http://localhost.',
  },
  'signIn.publicClientOff': {
    sentence: 'The app registration does not allow device codes.',
    remedy: 'In the portal, set Authentication → Allow public client flows to Yes, or sign in with the browser.',
  },
  'signIn.certificateRefused': {
    sentence: 'Microsoft does not accept this certificate: {{message}}',
    remedy:
      'Upload its public part under Certificates & secrets of the app registration, and check this computer’s clock.',
  },
  'signIn.certificateUnusable': {
    sentence: 'This file does not hold a certificate and the private key that belongs to it.',
    remedy: 'Give one PEM file with “BEGIN CERTIFICATE” and an unencrypted RSA “BEGIN PRIVATE KEY”.',
  },
  'signIn.certificateExpired': {
    sentence: 'The certificate expired on {{date}}.',
    remedy: 'Make a new one, upload its public part to the app registration, and sign in with it.',
  },
  'signIn.refused': {
    sentence: 'Microsoft refused the sign-in: {{message}}',
    remedy: 'Show this to your administrator. For Microsoft’s support: {{number}}, trace {{trace}}.',
  },
  'signIn.noTrustedAnswer': {
    sentence: '{{host}} did not answer as Microsoft’s sign-in does.',
    remedy: 'A proxy may stand between: check it, and the address of the cloud.',
  },
  'signIn.restartNeeded': {
    sentence: 'The cloud was changed; Slipway still talks to the one it started with.',
    remedy: 'Close Slipway and start it again.',
  },
}
