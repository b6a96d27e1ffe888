export const errorsIntune = {
  'intune.profileUnknown': {
    sentence: 'Intune has no enrollment profile {{name}} for Apple Configurator.',
    remedy: 'List the profiles and take a name or an id from there.',
  },
  'intune.profileNotUnique': {
    sentence: 'Several enrollment profiles are called {{name}}.',
    remedy: 'Take the id instead of the name.',
  },
  'intune.profileExists': {
    sentence: 'There is an enrollment profile {{name}} already.',
    remedy: 'Take another name, or edit the one that exists.',
  },
  'intune.profileAssigned': {
    sentence: '{{count}} serial numbers have the profile {{name}}. Without it they could not enroll.',
    remedy: 'Assign another profile to them first, or delete it all the same on purpose.',
  },
  'intune.affinityHistoric': {
    sentence: 'The profile {{name}} signs people in in a way Intune does not offer any more.',
    remedy: 'Choose the affinity anew along with this change.',
  },
  'intune.fileNotText': {
    sentence: 'This file is no list in text form.',
    remedy: 'Save it as CSV (UTF-8) in the spreadsheet and take that file.',
  },
  'intune.fileEmpty': {
    sentence: 'There is no row in this file.',
    remedy: 'Put one serial number into each line, and its details after a comma.',
  },
  'intune.fileTooLong': {
    sentence: 'This file has {{rows}} rows; at most {{most}} are read.',
    remedy: 'Split the file.',
  },
  'intune.countDiffers': {
    sentence: '{{named}} entries are named, but {{typed}} was typed. Nothing was deleted.',
    remedy: 'Check the list and type the number of entries it shows.',
  },
  'intune.deviceUnknown': {
    sentence: 'Intune manages no device {{name}}.',
    remedy: 'List the devices and take a serial number or an id from there.',
  },
  'intune.categoryUnknown': {
    sentence: 'Intune has no device category {{name}}.',
    remedy: 'List the categories, or make this one.',
  },
  'intune.categoryExists': {
    sentence: 'There is a device category {{name}} already.',
    remedy: 'Take another name.',
  },
  'intune.notAPushCertificate': {
    sentence: 'This is no Apple MDM push certificate.',
    remedy: 'Take the file (.pem) that Apple’s push certificate portal gave for Intune’s request.',
  },
  'intune.pushHasKey': {
    sentence: 'This file holds a private key, which nobody but its owner should have.',
    remedy: 'Take the certificate alone, as Apple’s portal gave it.',
  },
  'intune.pushExpired': {
    sentence: 'This push certificate expired on {{expiredOn}}.',
    remedy: 'Renew it in Apple’s push certificate portal and take the new file.',
  },
  'intune.pushTopicChanged': {
    sentence:
      'This certificate has another topic ({{given}}) than the present one ({{before}}): every managed device would have to enroll again.',
    remedy:
      'Sign in to Apple’s portal as {{appleId}} and renew the certificate that is there, instead of making a new one.',
  },
  'intune.pushOtherAppleId': {
    sentence: 'The present push certificate belongs to {{before}}, but {{given}} was given.',
    remedy: 'Renew it with {{before}}. If that account is lost, ask Apple to move the certificate to another one.',
  },
  'intune.customUnknown': {
    sentence: 'Intune has no custom profile {{name}}.',
    remedy: 'List the custom profiles and take a name or an id from there.',
  },
  'intune.customNotUnique': {
    sentence: 'Several custom profiles are called {{name}}.',
    remedy: 'Take the id instead of the name.',
  },
  'intune.customManages': {
    sentence: 'The profile holds a management payload ({{type}}), which Intune alone may bring.',
    remedy: 'Take that payload out of the profile.',
  },
  'intune.customNotConfiguration': {
    sentence: 'This file is no configuration profile but of the kind {{type}}.',
    remedy: 'Take a profile with settings; files that enroll devices are for the cable.',
  },
  'intune.customTooLarge': {
    sentence: 'The profile has {{bytes}} bytes; Intune takes at most {{most}}.',
    remedy: 'Split it, or leave pictures and fonts out.',
  },
} as const
