/** Erreurs des restaurations, d’Intune et des concentrateurs intelligents. */
export const explainedServices = {
  restoreLostDevice: {
    meaning: 'L’ordinateur a perdu l’appareil pendant la restauration, ou l’appareil n’a pas pu la terminer.',
    cause: 'Un concentrateur, un câble, un port, un système hôte ancien ; si cela persiste, le matériel.',
    remedy:
      'Branchez-le directement avec un autre câble et un autre port, mettez l’ordinateur à jour, essayez-en un autre, puis le mode DFU. En dernier lieu : réparation.',
  },
  signingServerBlocked: {
    meaning: 'Le serveur de signature d’Apple est resté injoignable.',
    cause: 'Un pare-feu, un proxy ou une ligne du fichier hosts bloque ou détourne gs.apple.com.',
    remedy: 'Nettoyez le fichier hosts, laissez passer gs.apple.com, puis réessayez.',
  },
  signingFamily: {
    meaning: 'La restauration n’a pas pu être signée, ou le réseau a échoué.',
    cause: 'Un serveur de signature bloqué, ou une version du système qu’Apple ne signe plus.',
    remedy:
      'Nettoyez le fichier hosts, laissez passer gs.apple.com, prenez la version la plus récente, puis réessayez.',
  },
  restoreUsbOrFile: {
    meaning: 'La restauration a échoué sur le câble ou sur le fichier du système.',
    cause: 'Un mauvais câble, ou un fichier endommagé ou destiné à un autre modèle.',
    remedy: 'Prenez un autre câble et téléchargez à nouveau le fichier.',
  },
  restoreHardware: {
    meaning: 'La restauration a échoué dans l’appareil.',
    cause: 'Un matériel défaillant, ou un stockage plein.',
    remedy: 'Sauvegardez ce qui peut l’être, restaurez encore une fois, puis faites réparer.',
  },
  apnsMissing: {
    meaning: 'Intune n’a pas de certificat push utilisable : rien ne peut s’inscrire.',
    cause: 'Le certificat push d’Apple est absent, invalide ou expiré.',
    remedy: 'Ajoutez-le dans Intune ou renouvelez-le.',
  },
  apnsInvalid: {
    meaning: 'Le certificat push d’Apple pose problème.',
    cause: 'Il a expiré, ou un autre l’a remplacé.',
    remedy:
      'Renouvelez-le avec le même compte Apple. Ne le remplacez jamais : tous les appareils devraient se réinscrire.',
  },
  deviceCap: {
    meaning: 'L’utilisateur a inscrit autant d’appareils que permis.',
    cause: 'La limite par utilisateur est de 15, sauf réglage contraire.',
    remedy: 'Retirez des appareils de cet utilisateur ou relevez la limite.',
  },
  noLicense: {
    meaning: 'L’utilisateur n’a pas de licence Intune.',
    cause: 'Aucune ne lui est attribuée, ou son nom est inconnu dans ce locataire.',
    remedy: 'Attribuez une licence, patientez un peu et réessayez.',
  },
  noMdmAuthority: {
    meaning: 'Le locataire n’a pas d’autorité de gestion.',
    cause: 'Elle n’a jamais été définie.',
    remedy: 'Définissez Intune comme autorité de gestion des appareils mobiles.',
  },
  profileInstallationFailed: {
    meaning: 'Le profil de gestion n’a pas pu être installé.',
    cause:
      'Seuls les appareils d’entreprise sont admis, une autre gestion ou un ancien utilisateur subsiste, une licence ou une entrée DNS manque.',
    remedy:
      'Ajoutez d’abord le numéro de série aux identificateurs d’entreprise, retirez l’ancienne gestion, vérifiez la licence, puis réessayez.',
  },
  oldManagement: {
    meaning: 'L’appareil a déjà un profil de gestion qui ne correspond pas.',
    cause: 'Il était déjà inscrit.',
    remedy: 'Retirez l’ancien profil de gestion ou effacez l’appareil, puis inscrivez-le à nouveau.',
  },
  scepWindowPassed: {
    meaning: 'L’appareil n’a pas obtenu son certificat à temps.',
    cause: 'Plus de 15 minutes se sont écoulées entre le profil et le certificat.',
    remedy: 'Réessayez dans les 15 minutes ; sinon, une réinitialisation s’impose.',
  },
  enrollmentServiceUnreachable: {
    meaning: 'L’appareil ne joint pas le service d’inscription d’Apple.',
    cause: 'Son réseau bloque Apple.',
    remedy: 'Prenez un autre réseau ou réinitialisez les réglages réseau.',
  },
  invalidProfile: {
    meaning: 'L’inscription automatisée s’achève sur un profil invalide.',
    cause: 'Une restriction de plateforme bloque iOS pour tous.',
    remedy: 'Ne bloquez que les appareils personnels, pas la plateforme.',
  },
  restrictionNotMet: {
    meaning: 'Une restriction d’inscription a écarté l’appareil.',
    cause: 'Intune le prend pour un appareil personnel.',
    remedy: 'Ajoutez son numéro de série aux identificateurs d’entreprise, puis inscrivez-le à nouveau.',
  },
  adeDoesNotStart: {
    meaning: 'L’inscription automatisée ne démarre pas.',
    cause: 'Le profil a été créé avant l’envoi du jeton.',
    remedy: 'Modifiez le profil, synchronisez, réinitialisez l’appareil et réessayez.',
  },
  mfaNotSupported: {
    meaning: 'La connexion dans l’Assistant Installation s’arrête là où un second facteur est demandé.',
    cause: 'L’ancien mode de connexion ne sait pas en demander.',
    remedy: 'Choisissez l’authentification moderne dans le profil d’inscription.',
  },
  finalConfiguration: {
    meaning: 'L’appareil attend sa configuration finale.',
    cause: 'Au-delà de dix minutes : un incident chez Apple, ou le jeton d’apps et ses licences.',
    remedy: 'Vérifiez le jeton d’apps, ses licences et l’état des services d’Apple.',
  },
  hubPort: {
    meaning: 'Le concentrateur n’a pas ce port.',
    cause: 'Un numéro au-delà de ses ports.',
    remedy: 'Corrigez le numéro du port.',
  },
  hubMode: {
    meaning: 'Le concentrateur attendait un mode.',
    cause: 'Il manque à la commande la lettre du mode.',
    remedy: 'Corrigez la commande.',
  },
  hubErrorFlag: {
    meaning: 'Le concentrateur refuse, car un témoin d’erreur est levé.',
    cause: 'Trop de courant, de chaleur ou de tension auparavant.',
    remedy: 'Consultez l’état du concentrateur, corrigez la cause et effacez le témoin.',
  },
  hubRemoteMode: {
    meaning: 'Le concentrateur doit être en mode distant pour cela.',
    cause: 'Il est commandé par ses propres touches.',
    remedy: 'Passez-le en mode distant, puis réessayez.',
  },
  hubLedPattern: {
    meaning: 'Le concentrateur ne connaît pas ce motif lumineux.',
    cause: 'Une lettre qui ne désigne aucun motif.',
    remedy: 'Corrigez le motif.',
  },
  hubOther: {
    meaning: 'Le concentrateur a refusé la commande.',
    cause: 'Un numéro qui ne figure pas ici.',
    remedy: 'Relisez l’état du concentrateur et cherchez ce numéro dans son manuel.',
  },
  hubApiId: {
    meaning: 'Le service du concentrateur ne trouve pas celui-ci.',
    cause: 'Il a été débranché ou porte maintenant un autre numéro.',
    remedy: 'Listez à nouveau les concentrateurs.',
  },
  hubApiHandle: {
    meaning: 'La poignée vers le concentrateur n’est pas valide.',
    cause: 'Une poignée expire après 30 secondes sans usage.',
    remedy: 'Ouvrez à nouveau le concentrateur.',
  },
  hubApiTimeout: {
    meaning: 'Le concentrateur n’a pas répondu à temps.',
    cause: 'Il est occupé ou son câble est mauvais.',
    remedy: 'Réessayez ; si cela persiste, vérifiez son câble.',
  },
  hubApiDropped: {
    meaning: 'La réponse du concentrateur s’est perdue.',
    cause: 'Trop de demandes à la fois.',
    remedy: 'Espacez les demandes, puis réessayez.',
  },
  hubApiNotReady: {
    meaning: 'Le concentrateur n’est pas encore prêt.',
    cause: 'Il vient d’être branché ou de redémarrer.',
    remedy: 'Patientez quelques secondes, puis réessayez.',
  },
  hubApiSerialPort: {
    meaning: 'Le port série du concentrateur ne s’ouvre pas.',
    cause: 'Un autre programme l’occupe, ou les droits manquent.',
    remedy: 'Fermez l’autre programme ou donnez-vous accès au port.',
  },
}
