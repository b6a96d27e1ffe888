/** Erreurs de la configuration et d’Apple Configurator : sens, cause probable, remède. */
export const explainedCable = {
  alreadyConfigured: {
    meaning: 'L’appareil a déjà une configuration et n’en accepte pas une seconde.',
    cause:
      'Il a déjà été préparé, ou quelqu’un a terminé l’Assistant à la main, ce qui enregistre aussi une configuration.',
    remedy: 'Effacez l’appareil, puis préparez-le avant que quelqu’un ne termine l’Assistant.',
  },
  configurationUnavailable: {
    meaning: 'L’appareil n’a pas pu obtenir sa configuration auprès d’Apple.',
    cause:
      'Pas encore de réseau, ou une attribution dans Apple Business Manager plus récente que ce que sait le service d’Apple.',
    remedy:
      'Vérifiez le Wi-Fi, l’attribution et la synchronisation, patientez quelques minutes et recommencez. N’effacez qu’en dernier recours.',
  },
  configurationWrongType: {
    meaning: 'Un réglage de la configuration est d’un mauvais type.',
    cause: 'Le programme qui l’a écrite a envoyé, par exemple, du texte au lieu d’un nombre.',
    remedy: 'C’est un défaut de ce programme : signalez-le. Avec Slipway, enregistrez une trace pour le support.',
  },
  notActivated: {
    meaning: 'L’appareil n’est pas activé et n’accepte donc aucune configuration.',
    cause: 'Il vient d’être effacé, et personne n’a encore interrogé le service d’activation d’Apple.',
    remedy:
      'Activez-le d’abord : reliez cet ordinateur à Internet, insérez une SIM si l’opérateur l’exige, puis réessayez.',
  },
  adeDevice: {
    meaning: 'L’appareil relève de l’inscription automatisée et doit être configuré par cette voie.',
    cause:
      'Son numéro de série est attribué à un serveur dans Apple Business Manager. Un appareil qui ne joint pas Apple le suppose aussi.',
    remedy:
      'Passez par l’inscription automatisée, ou retirez l’appareil de son serveur dans Apple Business Manager, patientez quelques minutes, puis réessayez.',
  },
  configurationRefused: {
    meaning: 'La configuration de l’inscription automatisée a été refusée.',
    cause: 'Apple ou le serveur de gestion n’accepte pas cet appareil avec le profil qui lui est attribué.',
    remedy: 'Vérifiez l’appareil et son profil d’inscription dans Apple Business Manager et Intune, puis réessayez.',
  },
  provisionalFailed: {
    meaning: 'L’ajout à Apple Business Manager a échoué. Ce code ne fait qu’en envelopper un autre.',
    cause:
      'L’erreur intérieure dit pourquoi : souvent le verrouillage d’activation, ou un appareil d’une autre organisation.',
    remedy: 'Cherchez le code imbriqué et faites-le expliquer ; relisez ensuite l’appareil.',
  },
  pairingRecordsKept: {
    meaning: 'Le jumelage devait être interdit, mais l’appareil n’a pas pu supprimer ses fiches de jumelage.',
    cause: 'L’appareil était occupé ou verrouillé à cet instant.',
    remedy: 'Redémarrez l’appareil et réessayez.',
  },
  alreadyInProgram: {
    meaning: 'L’appareil fait déjà partie du programme d’inscription.',
    cause: 'Il figure dans Apple Business Manager ou School Manager, chez vous ou dans une autre organisation.',
    remedy: 'S’il est à vous, attribuez-le à cet endroit. Sinon, son ancienne organisation doit le libérer.',
  },
  configurationNotWritten: {
    meaning: 'L’appareil n’a pas pu enregistrer la configuration.',
    cause: 'Son stockage est plein ou endommagé.',
    remedy: 'Redémarrez-le et réessayez ; si cela se reproduit, restaurez-le.',
  },
  configurationRequestFailed: {
    meaning: 'L’appareil n’a pas pu demander sa configuration.',
    cause: 'Observé sur des appareils soumis au verrouillage d’activation.',
    remedy: 'Désactivez Localiser ou levez le verrouillage d’activation, puis réessayez.',
  },
  configurationServerBusy: {
    meaning: 'Le service de configuration d’Apple n’est pas disponible.',
    cause: 'Il est surchargé ou arrêté, ou le réseau de l’appareil l’en sépare.',
    remedy: 'Patientez et réessayez ; si cela persiste, essayez un autre réseau.',
  },
  transportNotConnected: {
    meaning: 'Le Mac, l’appareil et Apple n’ont pas pu se joindre.',
    cause: 'Un pare-feu ou un proxy, ou un appareil qui n’a pas encore de réseau.',
    remedy: 'Laissez passer les adresses d’Apple, vérifiez le Wi-Fi de l’appareil et réessayez.',
  },
  passcodeSet: {
    meaning: 'L’appareil a un code et ne délivre donc pas de jeton de déverrouillage.',
    cause: 'Quelqu’un a défini un code avant que le jeton ne soit demandé.',
    remedy: 'Supprimez le code sur l’appareil, puis réessayez.',
  },
  keybagMigration: {
    meaning: 'L’appareil n’a pas pu intégrer l’identité de supervision à ses clés.',
    cause:
      'La migration des clés a échoué ou a duré trop longtemps, par exemple parce que l’appareil était verrouillé.',
    remedy: 'Déverrouillez l’appareil et réessayez.',
  },
  radioNotSwitched: {
    meaning: 'L’appareil n’a pas pu commuter son Wi-Fi.',
    cause: 'La radio ne répond pas, ou l’appareil n’est pas supervisé.',
    remedy: 'Commutez le Wi-Fi à la main sur l’appareil.',
  },
  certificateRejected: {
    meaning: 'L’appareil n’est pas supervisé par cette identité.',
    cause: 'Une autre identité l’a préparé, ou le certificat a été renouvelé depuis.',
    remedy: 'Utilisez exactement l’identité avec laquelle l’appareil a été préparé.',
  },
  signedRequestRejected: {
    meaning: 'L’appareil a refusé la preuve de l’identité de supervision.',
    cause: 'La réponse est arrivée trop tard, ou la clé et le certificat ne vont pas ensemble.',
    remedy: 'Réessayez ; si cela se reproduit, vérifiez l’identité.',
  },
  hostTooOld: {
    meaning: 'Les logiciels de cet ordinateur sont trop anciens pour l’appareil.',
    cause: 'iOS y est plus récent que ce que connaît la prise en charge des appareils du Mac.',
    remedy: 'Mettez à jour macOS et Apple Configurator, ou prenez un ordinateur à jour.',
  },
  deviceWentAway: {
    meaning: 'L’appareil est parti avant de dire où il en était.',
    cause: 'Un câble débranché, un redémarrage, un concentrateur faible. L’action en cours a pu se faire ou non.',
    remedy: 'Attendez son retour et relisez-le. Ne répétez jamais un effacement à l’aveugle.',
  },
  cfgutil607: {
    meaning: 'Son sens n’est pas certain ; on l’a vu près de 33001, où la configuration n’est pas disponible.',
    cause: 'Sans doute la configuration de l’appareil n’a-t-elle pas pu être récupérée.',
    remedy: 'Relisez l’appareil, vérifiez son réseau et réessayez.',
  },
  personMustInstall: {
    meaning: 'Une personne doit toucher Installer sur l’appareil.',
    cause: 'L’appareil n’est pas supervisé : les profils ne s’y installent pas d’eux-mêmes.',
    remedy: 'Installez le profil dans Réglages sur l’appareil, puis vérifiez qu’il y figure.',
  },
  volumePurchase: {
    meaning: 'Apple Configurator a échoué dans ses achats d’apps.',
    cause: 'Trop d’appareils à la fois, ou un jeton d’apps périmé.',
    remedy: 'Réessayez avec moins d’appareils ; vérifiez le jeton.',
  },
  deviceInUse: {
    meaning: 'Un autre programme travaille sur l’appareil.',
    cause: 'Deux commandes à la fois, ou un autre outil de préparation resté ouvert.',
    remedy: 'Fermez les autres outils et ne lancez qu’une commande à la fois par appareil.',
  },
  activationUnfinished: {
    meaning: 'L’appareil ne peut être ni effacé ni utilisé avant la fin de l’activation.',
    cause: 'Verrouillage d’activation : l’appareil est lié à un compte Apple.',
    remedy:
      'Mettez-le de côté : levez le verrouillage avec le compte, un code de contournement ou Apple, puis reprenez.',
  },
  stillTiedToAccount: {
    meaning: 'L’appareil n’a pas pu être activé.',
    cause: 'Il est encore lié à un compte Apple (Localiser).',
    remedy: 'Retirez-le d’abord de ce compte, puis réessayez.',
  },
  networkAtPrepare: {
    meaning: 'L’appareil n’avait pas de réseau pendant la préparation.',
    cause: 'Pas de profil Wi-Fi, un mot de passe faux, ou un réseau à portail de connexion.',
    remedy: 'Corrigez les réglages Wi-Fi, puis réessayez.',
  },
  noDevices: {
    meaning: 'Aucun appareil n’était là quand la commande a commencé.',
    cause: 'Il est parti entre le moment où il a été vu et celui où il a été interrogé, par exemple en redémarrant.',
    remedy: 'Rien n’a été fait. Relisez-le à son retour, puis reprenez.',
  },
}
