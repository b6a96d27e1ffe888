export const errorsDevice = {
  'device.none': {
    sentence: 'No device is attached.',
    remedy: 'Plug one in, unlock it, and try again.',
  },
  'device.several': {
    sentence: '{{count}} devices are attached, and none was named.',
    remedy: 'Name one with --device and its serial number or UDID; “slipway devices” lists them.',
  },
  'device.nameInvalid': {
    sentence: 'That is no name for a device: it must have 1 to {{longest}} characters in one line.',
    remedy: 'Choose another name.',
  },
  'device.nothingToSet': {
    sentence: 'Neither a language nor a locale was given.',
    remedy: 'Give at least one of them.',
  },
  'device.languageUnknown': {
    sentence: 'The device does not offer {{wanted}}.',
    remedy: 'Choose one of these: {{known}}.',
  },
  'device.timeZoneUnknown': {
    sentence: 'There is no time zone called {{timeZone}}.',
    remedy: 'Use a name like Europe/Paris, spelled exactly so.',
  },
  'device.profileNotThere': {
    sentence: 'There is no profile {{identifier}} on the device.',
    remedy: 'Choose an identifier from the list of its profiles.',
  },
  'device.appNotThere': {
    sentence: 'There is no app {{bundleId}} on the device.',
    remedy: 'Choose an identifier from the list of its apps.',
  },
  'device.ipaUnreadable': {
    sentence: '{{path}} is no app for iPhone or iPad.',
    remedy: 'Choose a complete .ipa file.',
  },
  'device.fileTooLarge': {
    sentence: '{{path}} is too large.',
    remedy: 'Choose a file of at most {{megabytes}} MB.',
  },
  'device.layoutInvalid': {
    sentence: 'That is no layout of icons.',
    remedy: 'Read the layout of the device, rearrange it, and give that back.',
  },
  'device.imageUnknown': {
    sentence: 'The wallpaper is neither a JPEG nor a PNG image.',
    remedy: 'Choose a JPEG or PNG file.',
  },
  'device.noUnlockToken': {
    sentence: 'No unlock token of this device is kept here.',
    remedy:
      'It can only be fetched while no passcode is set. Somebody who knows the passcode can remove it on the device; otherwise the device must be erased.',
  },
  'zip.invalid': {
    sentence: 'The archive cannot be read: {{reason}}.',
    remedy: 'Get the file again.',
  },
}
