export const errorsPlan = {
  'plan.profileNotNamed': {
    sentence: 'Le modèle {{name}} ne nomme aucun profil d’inscription, alors que sa voie en exige un.',
    remedy: 'Nommez le profil Intune dans le modèle.',
  },
  'plan.blueprintExists': {
    sentence: 'Il y a déjà un modèle {{id}}.',
    remedy: 'Importez-le avec --replace, ou donnez-lui un autre identifiant.',
  },
  'plan.kindNotStaged': {
    sentence: 'Ce modèle reprend des appareils ; il n’en prépare aucun.',
    remedy: 'Choisissez un modèle du genre préparation.',
  },
  'plan.organizationUnknown': {
    sentence: 'Le modèle est celui de l’organisation {{name}} ; ce poste n’a que l’identité de {{station}}.',
    remedy: 'Employez le poste de cette organisation, ou retirez l’organisation du modèle.',
  },
  'plan.pairingWithoutKey': {
    sentence:
      'Le jumelage serait réservé à l’identité de supervision, dont la clé privée n’est pas ici : plus personne n’y accéderait.',
    remedy: 'Restaurez l’identité depuis sa sauvegarde, ou permettez le jumelage dans le modèle.',
  },
  'plan.appMissing': {
    sentence: 'L’app {{name}} n’est pas dans le dossier des apps.',
    remedy: 'Placez {{name}}.ipa dans le dossier apps du répertoire de données.',
  },
  'plan.pictureMissing': {
    sentence: 'L’image {{name}} n’est pas dans le dossier des images.',
    remedy: 'Placez {{name}}.png ou {{name}}.jpg dans le dossier pictures du répertoire de données.',
  },
  'plan.assetUnknown': {
    sentence: 'Aucun numéro d’inventaire n’est connu pour le numéro de série {{serial}}, et le modèle s’en sert.',
    remedy: 'Ajoutez une ligne avec les deux à assets.csv dans le répertoire de données.',
  },
  'plan.activationLocked': {
    sentence: 'Le verrouillage d’activation est actif : l’appareil attend le compte de qui l’utilisait.',
    remedy:
      'Faites-le retirer de Localiser par son propriétaire, ou reprenez-le avec un modèle de type Retour, qui demande le code de contournement.',
  },
  'plan.batteryLow': {
    sentence: 'La batterie est à {{percent}} pour cent ; le modèle en veut {{limit}}.',
    remedy: 'Laissez l’appareil charger, puis recommencez.',
  },
  'plan.programTokenLapsed': {
    sentence: 'Le jeton qui relie Intune à Apple Business Manager a expiré : Intune n’apprend plus rien des appareils.',
    remedy: 'Un administrateur le renouvelle dans Appareils > Inscription > Apple > Jetons du programme d’inscription.',
  },
  'plan.notAutomated': {
    sentence: 'Apple n’a pas confié {{serial}} à ce locataire pour l’inscription automatisée.',
    remedy:
      'Affectez-le à Intune dans Apple Business Manager, laissez Intune synchroniser, ou choisissez une autre voie.',
  },
  'plan.noAutomatedProfile': {
    sentence: 'Aucun profil d’inscription automatisée n’est affecté à {{serial}}.',
    remedy: 'Un administrateur en affecte un dans Intune, ou définit un profil par défaut pour le jeton.',
  },
  'plan.automatedSerial': {
    sentence:
      '{{serial}} relève de l’inscription automatisée : il répondrait à une configuration par câble MCCloudConfigErrorDomain 33004.',
    remedy:
      'Employez un modèle à voie automatisée, ou retirez l’affectation de l’appareil dans Apple Business Manager.',
  },
  'plan.systemTooOld': {
    sentence: '{{what}} exige iOS ou iPadOS {{needs}} ; l’appareil a {{has}}.',
    remedy: 'Mettez d’abord l’appareil à jour, ou modifiez le modèle.',
  },
  'plan.pictureNeedsSupervision': {
    sentence: 'Seul un appareil supervisé accepte un fond d’écran par le câble, et celui-ci ne l’est pas.',
    remedy: 'Retirez le fond d’écran du modèle, ou employez la voie de l’Assistant réglages.',
  },
  'plan.noNetwork': {
    sentence: 'L’appareil n’aurait pas de réseau à l’établi : le modèle n’en nomme pas, et il n’est pas cellulaire.',
    remedy: 'Nommez un réseau Wi-Fi ou un profil réseau dans le modèle.',
  },
  'plan.backendCannot': {
    sentence:
      'Le modèle demande ce que seul l’outil cfgutil d’Apple sait faire ({{what}}), et aucun n’a fait ses preuves sur cet ordinateur.',
    remedy:
      'Travaillez sur un Mac avec Apple Configurator et essayez-y cfgutil une fois (slipway prove --backend configurator), ou choisissez un autre modèle.',
  },
  'plan.userBringsNetwork': {
    sentence: 'Le modèle ne nomme pas de réseau : qui utilise l’appareil en choisit un dans l’Assistant réglages.',
    remedy: 'Rien, s’il y en a un là où va l’appareil.',
  },
  'plan.nobodyMayPair': {
    sentence:
      'Dès la configuration, aucun ordinateur ne peut se jumeler, pas même celui-ci, jusqu’à un effacement depuis l’appareil ou par Intune.',
    remedy: 'Pour garder un accès, réservez le jumelage à l’identité de supervision.',
  },
  'plan.automatedUnknown': {
    sentence: 'On n’a pas pu demander si Apple a confié cet appareil au locataire.',
    remedy: 'Si l’Assistant réglages ne montre pas la gestion à distance, consultez Apple Business Manager.',
  },
  'plan.willBeImported': {
    sentence: 'Intune ne connaît pas encore {{serial}} ; l’exécution l’importe et affecte le profil.',
    remedy: 'Rien ; importez-le d’avance si ce poste n’en a pas le droit.',
  },
  'plan.dataPlanErased': {
    sentence: 'L’effacement emporte l’eSIM.',
    remedy: 'Choisissez de conserver le forfait de données si l’appareil doit garder son numéro.',
  },
  'plan.restoreDataPlan': {
    sentence: 'Personne n’a établi ce qu’une restauration fait d’une eSIM.',
    remedy:
      'Vérifiez après la restauration que son forfait est comme vous le voulez, ou choisissez un modèle qui efface par commande.',
  },
  'plan.batteryUnknown': {
    sentence: 'L’appareil ne dit pas sa charge.',
    remedy: 'Regardez sa batterie avant une longue exécution.',
  },
  'plan.userWithinADay': {
    sentence:
      'Son utilisateur doit se connecter dans les 24 heures après l’inscription, sinon il faudra peut-être effacer à nouveau l’appareil.',
    remedy: 'Remettez-le le jour même.',
  },
  'plan.systemUnsupported': {
    sentence: 'Intune prend en charge iOS et iPadOS {{needs}} et au-delà ; l’appareil a {{has}}.',
    remedy: 'Mettez-le à jour peu après l’inscription, ou avant.',
  },
}
