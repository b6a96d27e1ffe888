export const errorsDevice = {
  'device.none': {
    sentence: 'Aucun appareil n’est branché.',
    remedy: 'Branchez-en un, déverrouillez-le et réessayez.',
  },
  'device.several': {
    sentence: '{{count}} appareils sont branchés et aucun n’a été désigné.',
    remedy: 'Désignez-en un avec --device et son numéro de série ou son UDID ; « slipway devices » les énumère.',
  },
  'device.nameInvalid': {
    sentence: 'Ce n’est pas un nom d’appareil : il faut de 1 à {{longest}} caractères sur une seule ligne.',
    remedy: 'Choisissez un autre nom.',
  },
  'device.nothingToSet': {
    sentence: 'Ni langue ni format régional n’ont été indiqués.',
    remedy: 'Indiquez au moins l’un des deux.',
  },
  'device.languageUnknown': {
    sentence: 'L’appareil ne propose pas {{wanted}}.',
    remedy: 'Choisissez parmi : {{known}}.',
  },
  'device.timeZoneUnknown': {
    sentence: 'Il n’existe pas de fuseau horaire {{timeZone}}.',
    remedy: 'Employez un nom comme Europe/Paris, écrit exactement ainsi.',
  },
  'device.profileNotThere': {
    sentence: 'Il n’y a pas de profil {{identifier}} sur l’appareil.',
    remedy: 'Choisissez un identifiant dans la liste de ses profils.',
  },
  'device.appNotThere': {
    sentence: 'Il n’y a pas d’app {{bundleId}} sur l’appareil.',
    remedy: 'Choisissez un identifiant dans la liste de ses apps.',
  },
  'device.ipaUnreadable': {
    sentence: '{{path}} n’est pas une app pour iPhone ou iPad.',
    remedy: 'Choisissez un fichier .ipa complet.',
  },
  'device.fileTooLarge': {
    sentence: '{{path}} est trop volumineux.',
    remedy: 'Choisissez un fichier de {{megabytes}} Mo au plus.',
  },
  'device.layoutInvalid': {
    sentence: 'Ce n’est pas une disposition d’icônes.',
    remedy: 'Lisez celle de l’appareil, réarrangez-la et rendez-la.',
  },
  'device.imageUnknown': {
    sentence: 'Le fond d’écran n’est ni une image JPEG ni une image PNG.',
    remedy: 'Choisissez un fichier JPEG ou PNG.',
  },
  'device.noUnlockToken': {
    sentence: 'Aucun jeton de déverrouillage de cet appareil n’est conservé ici.',
    remedy:
      'Il ne peut être obtenu que tant qu’aucun code n’est défini. Une personne qui connaît le code peut le retirer sur l’appareil ; sinon, il faut l’effacer.',
  },
  'zip.invalid': {
    sentence: 'L’archive est illisible : {{reason}}.',
    remedy: 'Procurez-vous à nouveau le fichier.',
  },
}
