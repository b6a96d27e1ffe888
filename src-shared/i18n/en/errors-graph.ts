export const errorsGraph = {
  'graph.profileUrlMissing': {
    sentence: 'Intune gives no Profile URL for {{profile}} yet.',
    remedy:
      'Wait a minute and try again; if it stays so, open the profile in Intune and check that it can be exported.',
  },
  'graph.signInNeeded': {
    sentence: 'Intune no longer accepts this sign-in.',
    remedy: 'Sign in again, then retry.',
  },
  'graph.permissionMissing': {
    sentence: 'Slipway lacks a permission in Microsoft Graph: {{permission}}.',
    remedy: 'Have an administrator grant it to the app registration with admin consent, then sign in again.',
  },
  'graph.forbidden': {
    sentence: 'Intune refuses this: {{message}}',
    remedy:
      'Check that the account holds an Intune licence and the role “Policy and Profile Manager” or “Intune Administrator”.',
  },
  'graph.exportNeedsPerson': {
    sentence: 'Intune does not export the enrollment file to an application on its own.',
    remedy: 'Have a person sign in and export it once; the file then serves for 14 days.',
  },
  'graph.notFound': {
    sentence: 'Intune does not know this any more: {{message}}',
    remedy: 'It may have been deleted in the portal. Refresh, and choose again.',
  },
  'graph.badRequest': {
    sentence: 'Intune did not accept this: {{message}}',
    remedy: 'Correct what it names and try again. For Microsoft’s support: request {{requestId}}.',
  },
  'graph.dependencyFailed': {
    sentence: 'Intune left this out because a step before it failed.',
    remedy: 'Look at the first error of the batch.',
  },
  'graph.throttled': {
    sentence: 'Intune receives too many requests at the moment and asks everyone to wait.',
    remedy: 'Wait a few minutes and retry; what was done so far is kept.',
  },
  'graph.serviceTrouble': {
    sentence: 'Intune has trouble of its own (status {{status}}): {{message}}',
    remedy: 'Retry in a few minutes. If it lasts, look at the service health in the Microsoft 365 admin center.',
  },
  'graph.unreachable': {
    sentence: 'The Intune tenant at {{host}} cannot be reached ({{cause}}).',
    remedy: 'Check the network, the proxy and the address. Cable work that does not need Intune goes on.',
  },
  'graph.outcomeUnknown': {
    sentence: 'The connection to Intune was lost before the answer came: it may or may not have been done.',
    remedy: 'Refresh to see how it stands before you try again.',
  },
  'graph.unexpectedAnswer': {
    sentence: 'Intune answered something Slipway does not understand ({{target}}: {{message}}).',
    remedy: 'Check that the address belongs to Microsoft Graph; if it does, look for a newer Slipway.',
  },
  'graph.foreignOrigin': {
    sentence: 'Intune’s answer points to another place, {{host}}. It was not followed, and no sign-in was sent there.',
    remedy: 'Check the address of Microsoft Graph and whether a proxy changes answers.',
  },
  'graph.insecureAddress': {
    sentence: '{{host}} would be given your sign-in without encryption, so Slipway does not connect to it.',
    remedy: 'Use an address that begins with https://.',
  },
  'graph.profileDiffers': {
    sentence: 'Intune already has an enrollment profile “{{name}}”, but it signs users in differently.',
    remedy: 'Choose another name in the blueprint, or change the profile in Intune.',
  },
  'graph.enrollmentUrlInsecure': {
    sentence: 'Devices enroll over https only, but this address is not: {{url}}.',
    remedy: 'Take the Profile URL from Intune again, or have the service offer https.',
  },
  'graph.enrollmentServiceInvalid': {
    sentence: 'The enrollment service at {{host}} gives no usable answer ({{part}}).',
    remedy: 'Take the Profile URL from Intune again. A web filter or a sign-in page on the network can cause this too.',
  },
  'graph.enrollmentServiceDown': {
    sentence: 'The enrollment service at {{host}} is not working at the moment (status {{status}}).',
    remedy: 'Nothing was written to the device. Retry in a few minutes.',
  },
}
