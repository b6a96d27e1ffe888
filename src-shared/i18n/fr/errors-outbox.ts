export const errorsOutbox = {
  'outbox.damaged': {
    sentence:
      'La boîte d’envoi {{path}} est endommagée, ou a été écrite par un Slipway plus récent. Slipway ne démarre pas.',
    remedy:
      'Démarrez le Slipway plus récent, ou restaurez le dossier de données depuis une sauvegarde : ce qu’Intune doit encore apprendre n’est écrit nulle part ailleurs.',
  },
  'outbox.recordGone': {
    sentence: 'Intune n’a plus la fiche de {{serial}} ; rien n’a donc été envoyé.',
    remedy:
      'Cherchez l’appareil dans Intune par son numéro de série ; abandonnez cette entrée s’il ne reste rien à faire.',
  },
  'outbox.otherDevice': {
    sentence: 'La fiche Intune indiquée pour {{serial}} est celle de {{found}}. Rien n’a été envoyé.',
    remedy: 'Abandonnez cette entrée et recommencez à partir de l’appareil lui-même.',
  },
  'outbox.outcomeUnknown': {
    sentence:
      'Personne ne sait si Intune a pris l’ordre {{action}} pour {{serial}} : aucune réponse n’est venue et sa fiche n’en montre rien.',
    remedy:
      'Regardez l’appareil dans Intune, puis l’appareil lui-même. Abandonnez ensuite cette entrée ou réessayez : Intune est relu avant tout nouvel envoi.',
  },
  'outbox.noWarrant': {
    sentence: 'Personne n’a consenti à ce qu’Intune devait faire à {{serial}} ; ce n’a même pas été noté.',
    remedy: 'Recommencez à partir de l’appareil et confirmez.',
  },
  'outbox.consentOver': {
    sentence: 'Le consentement à ce qu’Intune devait faire à {{serial}} manque ou date de plus de {{hours}} heures.',
    remedy:
      'Rien n’a été envoyé. Abandonnez cette entrée, regardez l’appareil et refaites la demande si elle tient toujours.',
  },
  'outbox.consentCount': {
    sentence: '{{named}} appareils sont désignés, mais {{typed}} a été saisi. Rien n’a été demandé à Intune.',
    remedy: 'Vérifiez la liste et saisissez le nombre d’appareils qu’elle affiche.',
  },
  'outbox.consentSerial': {
    sentence: 'Ce qui a été saisi n’est pas la fin du numéro de série {{serial}}. Rien n’a été demandé à Intune.',
    remedy: 'Vérifiez que c’est le bon appareil et saisissez les quatre derniers caractères de son numéro de série.',
  },
  'outbox.noRecord': {
    sentence: 'Intune n’a aucune fiche pour {{serial}}. Rien ne lui a été demandé.',
    remedy: 'Vérifiez le numéro de série, et si l’appareil n’a pas déjà été retiré d’Intune.',
  },
  'outbox.underWay': {
    sentence:
      'Ce qu’Intune devait apprendre de {{serial}} est peut-être déjà arrivé : on ne peut pas l’abandonner maintenant.',
    remedy: 'Attendez qu’Intune soit joignable et que l’issue soit connue.',
  },
  'outbox.unknown': {
    sentence: 'La boîte d’envoi n’a pas d’entrée {{id}}.',
    remedy: 'Affichez de nouveau la boîte d’envoi.',
  },
  'outbox.otherTenant': {
    sentence: '{{serial}} était destiné à un autre locataire que {{tenant}}. Rien n’a été envoyé.',
    remedy: 'Connectez-vous au locataire pour lequel il a été préparé, puis réessayez ; ou abandonnez l’entrée.',
  },
  'outbox.dropped': {
    sentence: 'Ce qu’Intune devait apprendre de {{serial}} a été retiré de la boîte d’envoi : {{reason}}.',
    remedy: 'Relancez l’appareil s’il doit être inscrit.',
  },
  'outbox.registrationRefused': {
    sentence: 'Intune n’a rien appris de cet appareil : ce qu’il devait apprendre demande quelqu’un.',
    remedy: 'Regardez la boîte d’envoi, réglez ce qu’elle indique, puis réessayez là.',
  },
  'offline.factsOld': {
    sentence:
      'Intune est injoignable et ce que l’on sait de l’inscription date de {{days}} jours ; au-delà de {{limit}}, on ne s’y fie plus.',
    remedy: 'Connectez cet ordinateur une fois, ou importez un paquet hors ligne récent, puis recommencez.',
  },
  'offline.activationUnreachable': {
    sentence:
      'Ni Intune ni le service d’activation d’Apple ({{host}}) ne sont joignables ; l’appareil n’a donc pas été effacé : personne ne pourrait le réactiver.',
    remedy:
      'Connectez cet ordinateur à Internet et recommencez. Sans cela, seuls les appareils qui n’ont pas à être effacés peuvent être préparés.',
  },
  'offline.fileUnreadable': {
    sentence: '{{path}} n’est pas un fichier Slipway de ce type : {{reason}}.',
    remedy: 'Vérifiez que c’est le bon fichier et qu’il a été copié en entier.',
  },
  'offline.wrongPassphrase': {
    sentence: 'La phrase secrète n’ouvre pas ce fichier, ou le fichier a été modifié.',
    remedy: 'Saisissez-la de nouveau ; si elle est juste, reprenez le fichier là où il a été fait.',
  },
  'offline.weakPassphrase': {
    sentence: 'La phrase secrète est trop courte : {{least}} caractères au moins.',
    remedy: 'Prenez plusieurs mots ; qui ouvre le fichier peut inscrire des appareils.',
  },
  'offline.expired': {
    sentence: 'Le paquet hors ligne a expiré le {{expiredOn}}.',
    remedy: 'Exportez-en un nouveau là où Intune est joignable.',
  },
  'offline.otherTenant': {
    sentence: 'Le fichier est pour le locataire {{found}}, mais ce Slipway travaille avec {{mine}}.',
    remedy: 'Utilisez le fichier là où il a sa place, ou un dossier de données à part.',
  },
  'offline.nothingToPack': {
    sentence: 'Il n’y a rien à empaqueter : aucun modèle n’inscrit par Intune, ou Intune n’a jamais été joint d’ici.',
    remedy: 'Connectez-vous une fois à Intune, puis exportez de nouveau.',
  },
}
