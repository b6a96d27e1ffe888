export const errorsAppleMcInstall = {
  'apple.mcinstall.alreadyConfigured': {
    sentence: 'Cet appareil a déjà une configuration ; il n’en accepte pas une seconde.',
    remedy: 'Effacez l’appareil, puis préparez-le avant que quelqu’un ne termine la configuration initiale.',
  },
  'apple.mcinstall.wrongType': {
    sentence: 'L’appareil refuse la configuration : un réglage est d’un mauvais type.',
    remedy: 'C’est un défaut de Slipway : enregistrez une trace pour le support.',
  },
  'apple.mcinstall.notActivated': {
    sentence: 'L’appareil n’est pas activé et n’accepte donc aucune configuration.',
    remedy: 'Reliez cet ordinateur à Internet et réessayez : Slipway active d’abord l’appareil.',
  },
  'apple.mcinstall.adeDevice': {
    sentence: 'L’appareil relève de l’inscription automatisée et doit être configuré par cette voie.',
    remedy:
      'Retirez-le de son serveur dans Apple Business Manager (ou attribuez-lui un profil à cet endroit), patientez quelques minutes, puis réessayez.',
  },
  'apple.mcinstall.cannotRetrieve': {
    sentence: 'L’appareil n’a pas pu récupérer sa configuration chez Apple.',
    remedy: 'Vérifiez que le réseau de l’appareil fonctionne, puis réessayez.',
  },
  'apple.mcinstall.configurationRefused': {
    sentence: 'L’appareil ou son serveur a refusé la configuration d’inscription : {{text}}',
    remedy:
      'Vérifiez l’appareil et son profil d’inscription dans Apple Business Manager et dans Intune, puis réessayez.',
  },
  'apple.mcinstall.pairingRecordsKept': {
    sentence: 'L’appareil n’a pas pu supprimer ses fiches de jumelage, comme la configuration le demande.',
    remedy: 'Redémarrez l’appareil et réessayez.',
  },
  'apple.mcinstall.notWritten': {
    sentence: 'L’appareil n’a pas pu enregistrer la configuration.',
    remedy: 'Redémarrez l’appareil et réessayez ; si cela se reproduit, restaurez-le.',
  },
  'apple.mcinstall.keybagMigration': {
    sentence: 'L’appareil n’a pas fini de prendre en compte l’identité de supervision.',
    remedy: 'Déverrouillez l’appareil et réessayez.',
  },
  'apple.mcinstall.passcodeSet': {
    sentence: 'L’appareil a un code et ne délivre donc pas de jeton de déverrouillage.',
    remedy: 'Supprimez le code sur l’appareil, puis réessayez.',
  },
  'apple.mcinstall.profileRefused': {
    sentence: 'L’appareil refuse le profil : {{text}}',
    remedy: 'Déverrouillez l’appareil, vérifiez qu’aucune restriction n’interdit les profils, puis réessayez.',
  },
  'apple.mcinstall.lockdownMode': {
    sentence: 'L’appareil est en mode Isolement et n’accepte aucun profil.',
    remedy: 'Désactivez le mode Isolement sur l’appareil (Réglages, Confidentialité et sécurité), puis réessayez.',
  },
  'apple.mcinstall.profileInvalid': {
    sentence: 'L’appareil juge le profil invalide : {{text}}',
    remedy: 'Corrigez le profil, puis réessayez.',
  },
  'apple.mcinstall.profileNotInstalled': {
    sentence: 'L’appareil n’a pas pu installer le profil : {{text}}',
    remedy: 'Réessayez ; si cela se reproduit, corrigez le profil.',
  },
  'apple.mcinstall.wifiPower': {
    sentence: 'L’appareil n’a pas pu commuter son Wi-Fi.',
    remedy: 'Commutez le Wi-Fi à la main sur l’appareil.',
  },
  'apple.mcinstall.enrollmentFailed': {
    sentence: 'L’appareil n’a pas pu s’inscrire : {{text}}',
    remedy: 'Vérifiez le réseau de l’appareil et le profil d’inscription dans Intune, puis réessayez.',
  },
  'apple.mcinstall.enrollmentUntrusted': {
    sentence: 'L’appareil ne fait pas confiance au certificat du serveur d’inscription.',
    remedy:
      'Vérifiez la date et le réseau de l’appareil ; un proxy d’entreprise qui ouvre TLS doit laisser passer Microsoft et Apple.',
  },
  'apple.mcinstall.enrollmentCredentials': {
    sentence: 'Le serveur d’inscription a refusé le nom d’utilisateur ou le mot de passe.',
    remedy: 'Saisissez-les à nouveau ou adressez-vous à un administrateur Intune.',
  },
  'apple.mcinstall.certificateRejected': {
    sentence: 'L’appareil n’est pas supervisé par cette identité.',
    remedy:
      'Utilisez exactement l’identité de supervision avec laquelle il a été préparé : un certificat renouvelé ne compte pas.',
  },
  'apple.mcinstall.signedRequestRejected': {
    sentence: 'L’appareil a refusé la preuve de l’identité de supervision.',
    remedy: 'Réessayez. Si cela se reproduit, vérifiez que la clé et le certificat de l’identité vont ensemble.',
  },
  'apple.mcinstall.commandFormat': {
    sentence: 'L’appareil ne connaît pas la demande {{request}} ou sa forme.',
    remedy: 'Mettez iOS à jour sur l’appareil ; s’il est à jour, enregistrez une trace pour le support.',
  },
  'apple.mcinstall.notNow': {
    sentence: 'L’appareil ne peut pas faire cela pour l’instant ({{request}}).',
    remedy: 'Déverrouillez l’appareil et réessayez.',
  },
  'apple.mcinstall.other': {
    sentence: 'L’appareil signale {{domain}} {{code}} : {{text}}',
    remedy: 'Réessayez ; si cela se reproduit, enregistrez une trace pour le support.',
  },
}
