/** Erreurs des profils et des commandes de gestion. */
export const explainedProfiles = {
  profileRefused: {
    meaning: 'L’appareil refuse le profil.',
    cause:
      'Il est verrouillé, une restriction interdit les profils, ou ce genre de profil ne s’installe pas par cette voie.',
    remedy:
      'Déverrouillez l’appareil et vérifiez ses restrictions ; pour une app unique sur Apple TV, passez par la commande d’Apple Configurator.',
  },
  lockdownModeOn: {
    meaning: 'L’appareil est en mode Isolement et n’accepte aucun profil.',
    cause: 'Quelqu’un a activé le mode Isolement.',
    remedy: 'Désactivez-le dans Réglages, Confidentialité et sécurité, puis réessayez.',
  },
  profileMalformed: {
    meaning: 'Le profil est mal formé.',
    cause: 'Le fichier a été tronqué ou modifié à la main, ou n’est pas un profil.',
    remedy: 'Exportez ou téléchargez le profil à nouveau ; ne modifiez pas un profil signé.',
  },
  profileBadField: {
    meaning: 'Un champ du profil a une valeur que l’appareil n’accepte pas.',
    cause: 'Un mauvais type, ou une valeur d’un système plus récent.',
    remedy: 'Corrigez le champ que nomme le message, puis réessayez.',
  },
  payloadFieldMissing: {
    meaning: 'Il manque un champ obligatoire à une section du profil.',
    cause: 'Le profil a été fait à la main ou pour un autre système.',
    remedy: 'Ajoutez le champ que nomme le message, puis réessayez.',
  },
  profileInvalid: {
    meaning: 'L’appareil juge le profil invalide.',
    cause: 'Une de ses sections est illisible ; l’erreur intérieure dit laquelle.',
    remedy: 'Lisez l’erreur la plus intérieure, corrigez le profil, puis réessayez.',
  },
  payloadNotInstalled: {
    meaning: 'Une section du profil n’a pas pu être installée.',
    cause: 'L’erreur intérieure dit laquelle : souvent un certificat, un réseau Wi-Fi ou une section de gestion.',
    remedy: 'Lisez l’erreur la plus intérieure, corrigez ce qu’elle nomme, puis réessayez.',
  },
  identityMissing: {
    meaning: 'Il manque une identité nécessaire pour signer ou déchiffrer.',
    cause: 'Un certificat du profil est sans clé, ou l’identité de l’appareil lui-même n’est pas prête pour l’instant.',
    remedy:
      'Vérifiez les certificats du profil ; s’il n’y en a pas, patientez une minute, redémarrez l’appareil et réessayez.',
  },
  profileNotData: {
    meaning: 'L’appareil a reçu quelque chose qui n’est pas un profil.',
    cause: 'Le programme a envoyé le profil sous une mauvaise forme.',
    remedy: 'C’est un défaut de ce programme : signalez-le. Avec Slipway, enregistrez une trace pour le support.',
  },
  unknownCommand: {
    meaning: 'L’appareil ne connaît pas la commande de gestion.',
    cause: 'La commande est plus récente que le système, ou destinée à une autre plateforme.',
    remedy: 'Mettez iOS à jour ; s’il est à jour, renoncez à la commande.',
  },
  commandFormat: {
    meaning: 'L’appareil n’a pas compris la commande.',
    cause: 'La commande est mal formée ou incomplète.',
    remedy: 'La renvoyer n’y change rien : signalez-la à qui l’a faite.',
  },
  notNow: {
    meaning: 'L’appareil ne peut pas le faire pour l’instant.',
    cause: 'Il est verrouillé, en veille ou occupé à autre chose.',
    remedy: 'Déverrouillez l’appareil ; la commande reste en file et lui sera proposée de nouveau.',
  },
  restoreOfBackup: {
    meaning: 'L’appareil refuse de restaurer la sauvegarde.',
    cause: 'Il est verrouillé, ou la sauvegarde n’est pas cohérente.',
    remedy: 'Déverrouillez l’appareil et réessayez ; si cela se reproduit, refaites une sauvegarde.',
  },
  setupUnfinished: {
    meaning: 'L’appareil en est encore à l’Assistant Installation.',
    cause: 'Une sauvegarde ne se restaure qu’une fois la configuration terminée, ou depuis son propre volet.',
    remedy: 'Terminez l’Assistant Installation, puis réessayez.',
  },
}
