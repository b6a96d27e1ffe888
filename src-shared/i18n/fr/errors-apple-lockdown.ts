export const errorsAppleLockdown = {
  'apple.lockdown.invalidResponse': {
    sentence: 'L’appareil n’a pas compris l’échange ({{request}}).',
    remedy: 'Débranchez l’appareil, rebranchez-le et réessayez.',
  },
  'apple.lockdown.missingKey': {
    sentence: 'L’appareil attend le nom d’une valeur qui n’a pas été donné ({{request}}).',
    remedy: 'C’est un défaut de Slipway : enregistrez une trace pour le support.',
  },
  'apple.lockdown.missingValue': {
    sentence: 'L’appareil n’a pas cette valeur ({{request}}).',
    remedy:
      'Si l’appareil vient de démarrer, déverrouillez-le une fois et réessayez ; sinon sa version d’iOS ne connaît pas cette valeur.',
  },
  'apple.lockdown.getProhibited': {
    sentence: 'L’appareil ne laisse pas lire cette valeur ({{request}}).',
    remedy: 'Jumelez d’abord l’appareil ; certaines valeurs restent fermées selon la version d’iOS.',
  },
  'apple.lockdown.setProhibited': {
    sentence: 'L’appareil ne laisse pas modifier cette valeur ({{request}}).',
    remedy: 'Jumelez d’abord l’appareil. S’il est géré, une restriction interdit peut-être ce changement.',
  },
  'apple.lockdown.removeProhibited': {
    sentence: 'L’appareil ne laisse pas supprimer cette valeur ({{request}}).',
    remedy: 'Jumelez d’abord l’appareil. S’il est géré, une restriction interdit peut-être ce changement.',
  },
  'apple.lockdown.immutableValue': {
    sentence: 'Cette valeur de l’appareil ne change jamais ({{request}}).',
    remedy: 'Retirez-la du modèle de préparation.',
  },
  'apple.lockdown.passwordProtected': {
    sentence: 'L’appareil est verrouillé.',
    remedy: 'Déverrouillez-le avec son code et laissez-le ainsi jusqu’à ce que Slipway reprenne.',
  },
  'apple.lockdown.userDeniedPairing': {
    sentence: 'Quelqu’un a touché « Ne pas se fier » sur l’appareil.',
    remedy: 'Débranchez l’appareil, rebranchez-le, réessayez et touchez « Se fier ».',
  },
  'apple.lockdown.pairingDialogResponsePending': {
    sentence: 'L’appareil demande s’il doit se fier à cet ordinateur.',
    remedy: 'Déverrouillez l’appareil et touchez « Se fier ».',
  },
  'apple.lockdown.missingHostID': {
    sentence: 'La fiche de jumelage de cet ordinateur n’a pas d’identifiant d’hôte.',
    remedy: 'Réessayez : Slipway refait le jumelage.',
  },
  'apple.lockdown.invalidHostID': {
    sentence: 'L’appareil ne connaît plus cet ordinateur.',
    remedy:
      'Il a été effacé ou ses réglages de confidentialité réinitialisés. Réessayez : Slipway refait le jumelage ; touchez « Se fier » si l’appareil le demande.',
  },
  'apple.lockdown.sessionActive': {
    sentence: 'Une session avec l’appareil est déjà ouverte.',
    remedy: 'Réessayez. Si cela se reproduit, fermez les autres programmes qui parlent à l’appareil.',
  },
  'apple.lockdown.sessionInactive': {
    sentence: 'La session avec l’appareil est terminée ({{request}}).',
    remedy: 'Réessayez : Slipway ouvre une nouvelle session.',
  },
  'apple.lockdown.missingSessionID': {
    sentence: 'L’appareil attend l’identifiant de la session ({{request}}).',
    remedy: 'Réessayez : Slipway ouvre une nouvelle session.',
  },
  'apple.lockdown.invalidSessionID': {
    sentence: 'L’appareil ne connaît pas cette session ({{request}}).',
    remedy: 'Réessayez : Slipway ouvre une nouvelle session.',
  },
  'apple.lockdown.missingService': {
    sentence: 'Un service a été demandé à l’appareil sans être nommé.',
    remedy: 'C’est un défaut de Slipway : enregistrez une trace pour le support.',
  },
  'apple.lockdown.invalidService': {
    sentence: 'L’appareil n’offre pas le service {{subject}}.',
    remedy:
      'Mettez iOS à jour sur l’appareil ; certains services demandent aussi que la configuration initiale soit terminée.',
  },
  'apple.lockdown.serviceLimit': {
    sentence: 'Trop d’exemplaires du service {{subject}} tournent sur l’appareil.',
    remedy: 'Fermez les autres programmes qui parlent à l’appareil, ou redémarrez-le, puis réessayez.',
  },
  'apple.lockdown.missingPairRecord': {
    sentence: 'L’appareil attend une fiche de jumelage qui n’a pas été donnée.',
    remedy: 'C’est un défaut de Slipway : enregistrez une trace pour le support.',
  },
  'apple.lockdown.savePairRecordFailed': {
    sentence: 'L’appareil n’a pas pu enregistrer la fiche de jumelage.',
    remedy: 'Libérez de l’espace sur l’appareil ou redémarrez-le, puis réessayez.',
  },
  'apple.lockdown.invalidPairRecord': {
    sentence: 'L’appareil refuse la fiche de jumelage de cet ordinateur.',
    remedy: 'Réessayez : Slipway refait le jumelage.',
  },
  'apple.lockdown.invalidActivationRecord': {
    sentence: 'L’appareil refuse la fiche d’activation.',
    remedy: 'Réessayez. Si cela se reproduit, activez l’appareil à la main par Wi-Fi.',
  },
  'apple.lockdown.missingActivationRecord': {
    sentence: 'L’appareil attend une fiche d’activation qui n’a pas été donnée.',
    remedy: 'Réessayez. Si cela se reproduit, activez l’appareil à la main par Wi-Fi.',
  },
  'apple.lockdown.serviceProhibited': {
    sentence: 'L’appareil n’autorise pas cet ordinateur à utiliser le service {{subject}} pour l’instant.',
    remedy:
      'Déverrouillez l’appareil et réessayez. S’il est géré, une restriction interdit peut-être la connexion à un ordinateur.',
  },
  'apple.lockdown.escrowLocked': {
    sentence: 'L’appareil n’a pas été déverrouillé depuis son démarrage.',
    remedy: 'Déverrouillez-le une fois avec son code, puis réessayez.',
  },
  'apple.lockdown.pairingProhibitedOverThisConnection': {
    sentence: 'L’appareil ne se jumelle pas par cette connexion.',
    remedy: 'Reliez-le par un câble et réessayez.',
  },
  'apple.lockdown.fmipProtected': {
    sentence: 'Localiser protège cet appareil ({{request}}).',
    remedy: 'Désactivez Localiser sur l’appareil (Réglages, le nom en haut, Localiser), puis réessayez.',
  },
  'apple.lockdown.mcProtected': {
    sentence: 'La gestion de cet appareil interdit le jumelage avec cet ordinateur.',
    remedy:
      'Utilisez l’identité de supervision avec laquelle il a été préparé, autorisez le jumelage dans le service de gestion, ou effacez l’appareil.',
  },
  'apple.lockdown.mcChallengeRequired': {
    sentence: 'L’appareil demande une preuve de l’identité de supervision.',
    remedy: 'Réessayez avec l’identité de supervision avec laquelle il a été préparé.',
  },
  'apple.lockdown.invalidConnection': {
    sentence: 'L’appareil signale que cette connexion n’est plus valable.',
    remedy: 'Débranchez l’appareil, rebranchez-le et réessayez.',
  },
  'apple.lockdown.deviceLocked': {
    sentence: 'L’appareil est verrouillé ({{request}}).',
    remedy: 'Déverrouillez-le avec son code et réessayez.',
  },
  'apple.lockdown.unsupportedWatchKey': {
    sentence: 'L’appareil ne permet pas cela pour sa montre ({{request}}).',
    remedy: 'Laissez la montre de côté.',
  },
  'apple.lockdown.malformedCommand': {
    sentence: 'L’appareil juge la demande mal formée ({{request}}).',
    remedy:
      'C’est un défaut de Slipway, ou une nouvelle version d’iOS a changé un message : enregistrez une trace pour le support.',
  },
  'apple.lockdown.internalError': {
    sentence: 'L’appareil signale une erreur interne ({{request}}).',
    remedy: 'Redémarrez l’appareil et réessayez.',
  },
  'apple.lockdown.other': {
    sentence: 'L’appareil a répondu {{error}} à {{request}}.',
    remedy: 'Déverrouillez l’appareil et réessayez ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  'apple.lockdown.wrongReply': {
    sentence: 'L’appareil a répondu à côté de la question ({{request}}).',
    remedy: 'Débranchez l’appareil, rebranchez-le et réessayez.',
  },
}
