export const errorsStage = {
  'stage.serialUnknown': {
    sentence: 'L’appareil ne donne pas son numéro de série.',
    remedy: 'Déverrouillez-le, touchez « Se fier » s’il le demande, puis recommencez.',
  },
  'stage.apnsMissing': {
    sentence: 'Intune n’a pas de certificat Push Apple : il refuserait toute inscription.',
    remedy: 'Un administrateur le charge dans Appareils > Inscription > Apple > Certificat Push MDM Apple.',
  },
  'stage.identityMissing': {
    sentence: 'Il n’y a pas d’identité de supervision : l’appareil ne peut pas être supervisé.',
    remedy: 'Restaurez l’identité depuis sa sauvegarde, ou créez une organisation.',
  },
  'stage.directNeedsSetUpDevice': {
    sentence: 'L’inscription directe ne fonctionne que sur un appareil sorti de l’Assistant réglages.',
    remedy: 'Configurez d’abord l’appareil à la main, ou choisissez un modèle par l’Assistant réglages.',
  },
  'stage.eraseNeeded': {
    sentence: 'L’appareil est déjà configuré et devrait être effacé, ce que ce modèle interdit.',
    remedy: 'Choisissez un modèle qui efface au besoin, ou effacez l’appareil vous-même.',
  },
  'stage.eraseNotConsented': {
    sentence: 'L’appareil devrait être effacé, et personne n’y a consenti.',
    remedy: 'Relancez et confirmez l’effacement de cet appareil.',
  },
  'stage.consentExpired': {
    sentence:
      'L’accord pour effacer cet appareil date de plus de {{hours}} heures, ou l’horloge de cet ordinateur a reculé depuis ; l’appareil sert peut-être.',
    remedy: 'Regardez l’appareil, puis relancez-le et confirmez à nouveau l’effacement.',
  },
  'stage.neverErase': {
    sentence: '{{device}} figure sur la liste des appareils qui ne sont jamais effacés.',
    remedy: 'S’il peut l’être malgré tout, un administrateur le retire de la liste : slipway protect --remove.',
  },
  'stage.listNeedsSerial': {
    sentence:
      '« {{name}} » n’est pas un numéro de série, et aucun appareil de cet UDID ou ECID n’a donné ici le sien. Les listes sont inchangées.',
    remedy:
      'Donnez le numéro de série (Réglages > Général > Informations), ou branchez l’appareil, jumelez-le et réessayez.',
  },
  'stage.notOnAllowList': {
    sentence: 'Ce poste n’efface que les appareils de sa liste, et {{device}} n’y figure pas.',
    remedy: 'Vérifiez que c’est le bon appareil ; un administrateur l’ajoute à la liste : slipway protect --allow.',
  },
  'stage.quarantined': {
    sentence: '{{device}} ne figure pas sur la liste de ce poste : il est lu, et laissé tel quel pour le reste.',
    remedy: 'Vérifiez que c’est le bon appareil ; un administrateur l’ajoute à la liste : slipway protect --allow.',
  },
  'stage.protectionDamaged': {
    sentence: 'Les listes d’appareils protégés sont illisibles.',
    remedy: 'Restaurez le dossier de données depuis sa sauvegarde ; d’ici là, aucun appareil n’est préparé.',
  },
  'stage.consentMismatch': {
    sentence: 'Le nombre saisi, {{typed}}, n’est pas celui des appareils à effacer, {{named}}. Rien n’a été lancé.',
    remedy: 'Vérifiez la liste et saisissez le nombre d’appareils affiché.',
  },
  'stage.configurationUnreadable': {
    sentence: 'L’appareil ne dit pas s’il est déjà configuré : impossible de savoir s’il faut l’effacer.',
    remedy: 'Déverrouillez-le une fois avec son code, puis recommencez.',
  },
  'stage.findMyOn': {
    sentence: '« Localiser » est activé : après un effacement, personne ne pourrait activer cet appareil.',
    remedy: 'La personne connectée désactive « Localiser » dans Réglages, puis recommencez.',
  },
  'stage.eraseDidNotHappen': {
    sentence: 'L’appareil est revenu sans avoir été effacé.',
    remedy: 'Regardez son écran, puis recommencez ; il ne sera effacé qu’avec une nouvelle confirmation.',
  },
  'stage.heldByOther': {
    sentence: '{{program}} travaille sur cet appareil, ou peut s’en saisir à tout moment. Rien n’a été effacé.',
    remedy: 'Laissez-le terminer et fermez-le. Si c’était un autre Slipway, relisez l’appareil avant de recommencer.',
  },
  'stage.deviceChanged': {
    sentence: 'L’appareil n’est plus tel qu’il était quand son effacement a été confirmé. Rien n’a été effacé.',
    remedy: 'Regardez l’appareil et son plan, puis recommencez et confirmez de nouveau.',
  },
  'stage.busy': {
    sentence: '{{device}} est déjà en préparation.',
    remedy: 'Attendez qu’elle se termine, ou annulez-la d’abord.',
  },
  'stage.occupied': {
    sentence: 'Une commande est en cours sur {{device}}.',
    remedy: 'Attendez qu’elle se termine, ou arrêtez-la, puis recommencez.',
  },
  'stage.removalNotConsented': {
    sentence: 'Ce qui a été saisi n’est pas la fin du numéro de série de cet appareil. Le profil est toujours là.',
    remedy:
      'Vérifiez que c’est le bon appareil et saisissez les quatre derniers caractères de son numéro de série : sa gestion peut tenir à ce profil.',
  },
  'stage.recoveryNotConsented': {
    sentence: 'Ce qui a été saisi n’est pas la fin du numéro de série de cet appareil. Rien n’a été fait.',
    remedy: 'Vérifiez que c’est le bon appareil et saisissez les quatre derniers caractères de son numéro de série.',
  },
  'stage.unknownDevice': {
    sentence: 'Aucun appareil {{udid}} n’a été vu.',
    remedy: 'Branchez-le et attendez qu’il apparaisse dans la liste.',
  },
  'stage.unknownBlueprint': {
    sentence: 'Il n’y a pas de modèle {{id}}.',
    remedy: 'Choisissez-en un dans la liste des modèles.',
  },
  'stage.notBack': {
    sentence: 'L’appareil n’est pas revenu après son redémarrage.',
    remedy: 'Regardez son écran et son câble ; Slipway reprend de lui-même à son retour.',
  },
  'stage.enrollmentRefused': {
    sentence: 'Intune a refusé l’inscription.',
    remedy: 'Voyez Appareils > Échecs d’inscription dans Intune ; Slipway continue de suivre l’appareil.',
  },
  'stage.verifyMismatch': {
    sentence: 'Ce que l’appareil a enregistré n’est pas ce qui a été envoyé : {{what}}.',
    remedy: 'Recommencez avec un effacement confirmé ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  'stage.registrationRefused': {
    sentence: 'Intune n’a pas accepté le numéro de série {{serial}} : {{reason}}.',
    remedy: 'Vérifiez dans Intune si l’appareil relève d’un autre mode d’inscription.',
  },
  'stage.profileMissing': {
    sentence: 'Le profil {{name}} n’est pas dans le coffre.',
    remedy: 'Importez-le, ou retirez-le du modèle.',
  },
  'stage.secretMissing': {
    sentence: 'Le secret {{name}} n’est pas enregistré ici.',
    remedy: 'Saisissez de nouveau le mot de passe Wi-Fi dans le modèle.',
  },
  'stage.profileTooOld': {
    sentence: 'Le profil d’inscription a attendu l’appareil plus de 15 minutes : il n’a pas été remis.',
    remedy: 'Recommencez : un profil neuf est demandé. Déverrouillez d’abord l’appareil.',
  },
  'stage.installNotConfirmed': {
    sentence: 'Personne n’a installé le profil dans Réglages en 8 minutes : l’appareil l’a abandonné.',
    remedy:
      'Réessayez : l’appareil en reçoit un neuf. Installez-le dans Réglages > Général > VPN et gestion de l’appareil.',
  },
}
