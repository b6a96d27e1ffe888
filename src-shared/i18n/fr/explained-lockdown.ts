/** Erreurs du jumelage, des sessions et des valeurs. */
export const explainedLockdown = {
  timedOut: {
    meaning: 'L’appareil n’a pas répondu à temps.',
    cause: 'Un câble ou un concentrateur faible, ou un appareil qui redémarre.',
    remedy: 'Changez de port ou de câble, puis réessayez.',
  },
  locked: {
    meaning: 'L’appareil est verrouillé par son code.',
    cause: 'Il n’a pas été déverrouillé depuis son démarrage, ou s’est verrouillé de lui-même.',
    remedy: 'Déverrouillez-le et laissez-le ainsi, ou faites effacer le code par la gestion.',
  },
  unknownHost: {
    meaning: 'L’appareil ne connaît pas cet ordinateur.',
    cause:
      'Il a été effacé, ses réglages de localisation et de confidentialité ont été réinitialisés, ou la fiche est celle d’un autre ordinateur.',
    remedy: 'Jumelez-le à nouveau et touchez Se fier.',
  },
  noPairRecord: {
    meaning: 'Cet ordinateur n’a pas de fiche de jumelage pour l’appareil.',
    cause: 'Ils n’ont jamais été jumelés, ou la fiche a été supprimée.',
    remedy: 'Jumelez l’appareil.',
  },
  activationRecord: {
    meaning: 'La fiche d’activation manque ou n’est pas valide.',
    cause: 'L’appareil n’a pas été activé depuis son effacement, ou la fiche n’est pas la sienne.',
    remedy: 'Activez l’appareil par Internet, puis réessayez.',
  },
  escrowLocked: {
    meaning: 'Les clés gardées pour cet ordinateur ne sont pas encore utilisables.',
    cause: 'L’appareil a redémarré et n’a pas été déverrouillé depuis.',
    remedy: 'Déverrouillez-le une fois, puis réessayez.',
  },
  pairingProhibited: {
    meaning: 'La supervision interdit à cet appareil de se jumeler.',
    cause: 'Qui l’a préparé n’a permis le jumelage qu’avec sa propre identité.',
    remedy: 'Utilisez l’identité qui supervise l’appareil.',
  },
  pairingOverConnection: {
    meaning: 'Le jumelage est impossible par cette connexion.',
    cause: 'L’appareil a été joint par Wi-Fi.',
    remedy: 'Branchez-le par câble.',
  },
  trustRefused: {
    meaning: 'Quelqu’un a touché Ne pas se fier sur l’appareil.',
    cause: 'La demande a été refusée, par erreur ou à dessein.',
    remedy: 'Débranchez l’appareil, rebranchez-le et touchez Se fier.',
  },
  trustPending: {
    meaning: 'L’appareil demande s’il faut se fier à cet ordinateur.',
    cause: 'Personne n’a encore répondu.',
    remedy: 'Déverrouillez l’appareil à cette place et touchez Se fier.',
  },
  installProhibited: {
    meaning: 'Toute installation est interdite sur cet appareil.',
    cause: 'Une restriction de sa gestion.',
    remedy: 'Vérifiez les restrictions dans Intune.',
  },
  findMyProtected: {
    meaning: 'Localiser protège l’appareil.',
    cause: 'Un compte Apple y est connecté et Localiser est activé.',
    remedy:
      'Désactivez Localiser sur l’appareil. L’effacer maintenant laisserait un appareil que personne ne peut activer.',
  },
  managementProtected: {
    meaning: 'La gestion protège l’appareil de cet ordinateur.',
    cause: 'Il est supervisé et ne se jumelle qu’avec son organisation.',
    remedy: 'Utilisez l’identité de supervision ; sans elle, il ne reste qu’une restauration en mode récupération.',
  },
  challengeRequired: {
    meaning: 'L’appareil demande à cet ordinateur de prouver qu’il le supervise.',
    cause: 'Il est supervisé et ne se jumelle qu’avec son organisation ; c’est la première étape.',
    remedy: 'Fournissez l’identité de supervision, certificat et clé privée.',
  },
  invalidResponse: {
    meaning: 'L’échange avec l’appareil était mal formé.',
    cause: 'Une connexion perturbée, ou un programme et un système qui ne s’accordent pas.',
    remedy: 'Rebranchez l’appareil ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  missingKey: {
    meaning: 'Une valeur a été demandée sans son nom.',
    cause: 'Un défaut du programme qui demande.',
    remedy: 'Signalez-le ; avec Slipway, enregistrez une trace pour le support.',
  },
  missingValue: {
    meaning: 'L’appareil n’a pas cette valeur.',
    cause: 'Son modèle ou son système ne l’a pas, ou il n’a pas été déverrouillé depuis son démarrage.',
    remedy: 'Déverrouillez-le une fois et réessayez ; sinon, passez-vous de cette valeur.',
  },
  valueProhibited: {
    meaning: 'Cette valeur ne peut être ni lue, ni modifiée, ni supprimée.',
    cause: 'Il n’y a pas encore de session de confiance, ou la valeur est protégée.',
    remedy: 'Jumelez d’abord ; si cela persiste, une restriction ou le système l’interdit.',
  },
  immutableValue: {
    meaning: 'Cette valeur ne change jamais.',
    cause: 'Elle décrit le matériel ou le système.',
    remedy: 'N’y touchez pas.',
  },
  sessionActive: {
    meaning: 'Une session est déjà ouverte sur cette connexion.',
    cause: 'Elle a été ouverte deux fois.',
    remedy: 'Réessayez sur une nouvelle connexion.',
  },
  sessionInactive: {
    meaning: 'La session est terminée, ou il n’y en avait pas.',
    cause: 'La connexion est restée inactive, ou l’appareil s’est verrouillé ou a redémarré.',
    remedy: 'Réessayez une fois sur une nouvelle connexion.',
  },
  sessionId: {
    meaning: 'L’appareil ne connaît pas cette session.',
    cause: 'La session a été fermée auparavant.',
    remedy: 'Réessayez sur une nouvelle connexion.',
  },
  missingService: {
    meaning: 'Un service a été demandé sans son nom.',
    cause: 'Un défaut du programme qui demande.',
    remedy: 'Signalez-le ; avec Slipway, enregistrez une trace pour le support.',
  },
  invalidService: {
    meaning: 'L’appareil ne propose pas ce service.',
    cause:
      'Son système est trop ancien ou trop récent, il en est encore à l’Assistant Installation, ou une image de développement n’est pas montée.',
    remedy:
      'Mettez l’appareil à jour ou terminez l’Assistant ; certains services n’existent que sur certaines versions.',
  },
  serviceLimit: {
    meaning: 'Trop d’exemplaires de ce service tournent déjà.',
    cause: 'D’autres programmes, ou des tentatives jamais refermées.',
    remedy: 'Fermez les autres outils ou redémarrez l’appareil, puis réessayez.',
  },
  pairRecordRefused: {
    meaning: 'L’appareil n’accepte pas la fiche de jumelage.',
    cause: 'La fiche est endommagée ou incomplète.',
    remedy: 'Supprimez la fiche et jumelez à nouveau.',
  },
  pairRecordNotSaved: {
    meaning: 'L’appareil n’a pas pu enregistrer la fiche de jumelage.',
    cause: 'Son stockage est plein, ou il n’est pas encore déverrouillé.',
    remedy: 'Déverrouillez l’appareil, libérez de la place et réessayez.',
  },
  serviceProhibited: {
    meaning: 'Ce service n’est pas permis à cet ordinateur ou à cet instant.',
    cause: 'L’appareil est verrouillé, non jumelé ou restreint.',
    remedy: 'Déverrouillez-le et jumelez-le ; si cela persiste, vérifiez les restrictions.',
  },
  unsupportedWatchKey: {
    meaning: 'La question vise une Apple Watch, et l’appareil ne peut pas y répondre.',
    cause: 'Aucune montre n’est jumelée, ou le système ne connaît pas cette valeur.',
    remedy: 'Passez-vous de cette valeur.',
  },
  malformedCommand: {
    meaning: 'L’appareil n’a pas compris la demande.',
    cause: 'Un défaut du programme qui demande.',
    remedy: 'Signalez-le ; avec Slipway, enregistrez une trace pour le support.',
  },
  internalError: {
    meaning: 'L’appareil a eu une défaillance interne.',
    cause: 'Il est occupé ou manque de mémoire.',
    remedy: 'Redémarrez l’appareil, puis réessayez.',
  },
}
