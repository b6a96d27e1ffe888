export const errorsPlan = {
  'plan.profileNotNamed': {
    sentence: 'The blueprint {{name}} names no enrollment profile, and its route needs one.',
    remedy: 'Name Intune’s profile in the blueprint.',
  },
  'plan.blueprintExists': {
    sentence: 'There is a blueprint {{id}} already.',
    remedy: 'Import it with --replace, or give it another id.',
  },
  'plan.kindNotStaged': {
    sentence: 'This blueprint takes devices back; it makes none ready.',
    remedy: 'Choose a blueprint of the kind stage.',
  },
  'plan.organizationUnknown': {
    sentence: 'The blueprint is for the organization {{name}}; this station holds the identity of {{station}} only.',
    remedy: 'Use the station of that organization, or leave the organization out of the blueprint.',
  },
  'plan.pairingWithoutKey': {
    sentence:
      'Pairing would be limited to the supervision identity, whose private key is not here: nobody could get in again.',
    remedy: 'Restore the identity from its backup, or allow pairing in the blueprint.',
  },
  'plan.appMissing': {
    sentence: 'The app {{name}} is not in the folder of apps.',
    remedy: 'Put {{name}}.ipa into the folder apps of the data directory.',
  },
  'plan.pictureMissing': {
    sentence: 'The picture {{name}} is not in the folder of pictures.',
    remedy: 'Put {{name}}.png or {{name}}.jpg into the folder pictures of the data directory.',
  },
  'plan.assetUnknown': {
    sentence: 'No inventory number is known for the serial number {{serial}}, and the blueprint uses it.',
    remedy: 'Add a line with both to assets.csv in the data directory.',
  },
  'plan.activationLocked': {
    sentence: 'Activation Lock is on: the device waits for the account of whoever used it.',
    remedy:
      'Have the owner take it out of Find My, or take it back with a blueprint of the kind Return, which asks for the bypass code.',
  },
  'plan.batteryLow': {
    sentence: 'The battery is at {{percent}} percent; the blueprint wants {{limit}}.',
    remedy: 'Let the device charge, then start again.',
  },
  'plan.programTokenLapsed': {
    sentence: 'The token that connects Intune with Apple Business Manager has lapsed: Intune hears of no device.',
    remedy: 'An administrator renews it under Devices > Enrollment > Apple > Enrollment program tokens.',
  },
  'plan.notAutomated': {
    sentence: 'Apple has not given {{serial}} to this tenant for automated enrollment.',
    remedy: 'Assign it to Intune in Apple Business Manager and let Intune synchronize, or choose another route.',
  },
  'plan.noAutomatedProfile': {
    sentence: 'No automated enrollment profile is assigned to {{serial}}.',
    remedy: 'An administrator assigns one in Intune, or sets a default profile for the token.',
  },
  'plan.automatedSerial': {
    sentence:
      '{{serial}} belongs to automated enrollment: it would answer a configuration by cable with MCCloudConfigErrorDomain 33004.',
    remedy: 'Use a blueprint with the automated route, or unassign the device in Apple Business Manager.',
  },
  'plan.systemTooOld': {
    sentence: '{{what}} needs iOS or iPadOS {{needs}}; the device has {{has}}.',
    remedy: 'Update the device first, or change the blueprint.',
  },
  'plan.pictureNeedsSupervision': {
    sentence: 'Only a supervised device takes a wallpaper by cable, and this one is not supervised.',
    remedy: 'Leave the wallpaper out of the blueprint, or use the Setup Assistant route.',
  },
  'plan.noNetwork': {
    sentence: 'The device would have no network at the bench: the blueprint names none, and it is no cellular device.',
    remedy: 'Name a Wi-Fi network or a network profile in the blueprint.',
  },
  'plan.backendCannot': {
    sentence:
      'The blueprint asks for what only Apple’s cfgutil can do ({{what}}), and none is proved on this computer.',
    remedy:
      'Work at a Mac with Apple Configurator and try cfgutil there once (slipway prove --backend configurator), or choose another blueprint.',
  },
  'plan.userBringsNetwork': {
    sentence: 'The blueprint names no network: whoever uses the device chooses one in Setup Assistant.',
    remedy: 'Nothing, if there is one where the device goes.',
  },
  'plan.nobodyMayPair': {
    sentence:
      'From the configuration on no computer can pair, this one included, until the device is erased from its own screen or by Intune.',
    remedy: 'To keep a way in, limit pairing to the supervision identity.',
  },
  'plan.automatedUnknown': {
    sentence: 'Whether Apple has given this device to the tenant could not be asked.',
    remedy: 'If Setup Assistant shows no Remote Management, look in Apple Business Manager.',
  },
  'plan.willBeImported': {
    sentence: 'Intune does not know {{serial}} yet; the run imports it and assigns the profile.',
    remedy: 'Nothing; import it beforehand if this station may not.',
  },
  'plan.dataPlanErased': {
    sentence: 'The erase takes the eSIM with it.',
    remedy: 'Choose to preserve the data plan if the device is to keep its number.',
  },
  'plan.restoreDataPlan': {
    sentence: 'Nobody has proved what a restore does to an eSIM.',
    remedy: 'Look after the restore whether its plan is as you want it, or choose a blueprint that erases by command.',
  },
  'plan.batteryUnknown': {
    sentence: 'The device does not tell how much charge it has.',
    remedy: 'Look at its battery before a long run.',
  },
  'plan.userWithinADay': {
    sentence: 'Its user must sign in within 24 hours of the enrollment, or the device may have to be erased again.',
    remedy: 'Hand it over the same day.',
  },
  'plan.systemUnsupported': {
    sentence: 'Intune supports iOS and iPadOS {{needs}} and later; the device has {{has}}.',
    remedy: 'Update it soon after the enrollment, or before.',
  },
}
