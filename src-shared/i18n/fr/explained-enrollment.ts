/** Erreurs de l’inscription par le réseau. */
export const explainedEnrollment = {
  enrollmentNotDownloaded: {
    meaning: 'Le volet Gestion à distance n’a pas pu obtenir le profil d’inscription.',
    cause: 'Intune ou le réseau était injoignable à ce moment, ou un proxy s’est interposé.',
    remedy: 'Dès qu’Intune répond, touchez Réessayer sur l’appareil ; rien n’est à effacer ni à préparer de nouveau.',
  },
  enrollmentBadAnswer: {
    meaning: 'Le serveur d’inscription a donné une réponse inutilisable.',
    cause: 'Une panne ou une maintenance du serveur, une mauvaise adresse, ou un réseau à portail de connexion.',
    remedy: 'Vérifiez l’adresse d’inscription et le réseau de l’appareil, puis réessayez.',
  },
  enrollmentUntrusted: {
    meaning: 'L’appareil ne fait pas confiance au certificat du serveur d’inscription.',
    cause: 'Une horloge fausse, un proxy qui ouvre TLS, ou une racine absente de la configuration.',
    remedy: 'Vérifiez la date et le réseau de l’appareil ; un proxy doit laisser passer Microsoft et Apple intacts.',
  },
  enrollmentCredentials: {
    meaning: 'Le serveur d’inscription a refusé le nom d’utilisateur ou le mot de passe.',
    cause: 'Une faute de frappe, un mot de passe expiré, ou un compte qui exige un second facteur.',
    remedy: 'Saisissez-les à nouveau ou adressez-vous à un administrateur Intune.',
  },
  enrollmentForbidden: {
    meaning: 'Le serveur d’inscription refuse cet appareil (403).',
    cause: 'Le numéro de série n’est pas importé ou pas attribué, ou une restriction le bloque.',
    remedy:
      'Importez et attribuez le numéro de série dans Intune, vérifiez les restrictions d’inscription, puis réessayez.',
  },
  enrollmentUpdateRequired: {
    meaning: 'Le serveur exige un système plus récent avant d’inscrire l’appareil.',
    cause: 'Le profil d’inscription demande une version minimale.',
    remedy: 'Mettez iOS à jour sur l’appareil, puis réessayez.',
  },
  enrollmentUnknownDevice: {
    meaning: 'Le serveur ne reconnaît pas l’appareil.',
    cause: 'Le numéro de série n’a jamais été importé, ou l’a été dans un autre locataire.',
    remedy: 'Importez le numéro de série dans ce locataire, attribuez-lui son profil, puis réessayez.',
  },
  otaAttributesNotMade: {
    meaning: 'L’appareil n’a pas pu réunir les attributs que demande le fichier d’inscription.',
    cause: 'Un état passager de l’appareil, par exemple juste après le démarrage.',
    remedy: 'Redémarrez l’appareil et réessayez.',
  },
  otaAttributesNotSigned: {
    meaning: 'L’appareil n’a pas pu signer ses attributs.',
    cause: 'Son identité d’origine manque pour l’instant, ou pour de bon.',
    remedy: 'Vérifiez que l’appareil est activé, redémarrez-le et réessayez.',
  },
  otaBadIdentity: {
    meaning: 'La première réponse du serveur d’inscription n’est pas exactement une identité.',
    cause: 'Le service a répondu autre chose, par exemple une page d’erreur.',
    remedy:
      'Exportez à nouveau le fichier d’inscription et réessayez ; si cela persiste, prévenez qui gère le service.',
  },
  otaBadFinalProfile: {
    meaning: 'La dernière réponse du serveur d’inscription n’est pas un profil utilisable.',
    cause: 'Le service a un défaut, ou le profil a changé entre les deux phases.',
    remedy: 'Exportez à nouveau le fichier d’inscription et réessayez.',
  },
  otaUserEnrollment: {
    meaning: 'Le serveur a répondu par un profil d’inscription utilisateur, que cette voie ne peut pas installer.',
    cause: 'Le locataire prévoit un autre genre d’inscription pour cet appareil.',
    remedy: 'Attribuez au numéro de série un profil Apple Configurator, exportez à nouveau, puis réessayez.',
  },
  otaNotOnPlatform: {
    meaning: 'Ce genre d’inscription n’existe pas sur cette plateforme.',
    cause: 'Un fichier d’inscription pour iPhone et iPad est arrivé sur un autre appareil.',
    remedy: 'Prenez la voie prévue pour cette plateforme.',
  },
  scepInvalidCa: {
    meaning: 'L’autorité de certification a donné une réponse invalide.',
    cause: 'Un proxy sur le trajet, ou un défaut du service de certificats.',
    remedy: 'Réessayez dans les 15 minutes ; au-delà, une réinitialisation peut être nécessaire.',
  },
  scepInvalidRa: {
    meaning: 'L’autorité d’enregistrement a donné une réponse invalide.',
    cause: 'Un proxy sur le trajet, ou un défaut du service de certificats.',
    remedy: 'Réessayez dans les 15 minutes ; au-delà, une réinitialisation peut être nécessaire.',
  },
  scepCapabilities: {
    meaning: 'Il manque au service de certificats quelque chose dont l’appareil a besoin.',
    cause: 'Il ne propose que des algorithmes dépassés.',
    remedy: 'Qui gère ce service doit le mettre à jour.',
  },
  scepInvalidOperation: {
    meaning: 'Le service de certificats n’a pas répondu correctement à la demande.',
    cause: 'Le défi est trop ancien (15 minutes) ou a déjà servi, ou le service a un défaut.',
    remedy: 'Réessayez à temps ; sinon, réinitialisez l’appareil et recommencez.',
  },
}
