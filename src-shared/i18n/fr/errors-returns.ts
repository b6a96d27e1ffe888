export const errorsReturns = {
  'returns.notSaid': {
    sentence: 'Le modèle {{name}} ne dit pas ce que devient un appareil qui revient.',
    remedy: 'Indiquez dans son champ « returning » s’il est remis en service ou mis au rebut.',
  },
  'returns.findMyNoCode': {
    sentence:
      '« Localiser » est activé et aucun code de contournement n’est connu pour {{serial}} : après un effacement, personne ne pourrait l’activer.',
    remedy:
      'La personne qui l’utilisait désactive « Localiser » dans Réglages. Si elle est partie, connectez cet ordinateur à Intune, qui a peut-être le code, ou adressez-vous à Apple avec la preuve d’achat.',
  },
  'returns.findMyOn': {
    sentence: '« Localiser » est activé. Après l’effacement, l’appareil demandera peut-être son propriétaire.',
    remedy:
      'Laissez-y le nom d’utilisateur vide et saisissez le code de contournement comme mot de passe : slipway return code.',
  },
  'returns.recordUnknown': {
    sentence: 'Intune n’a pas dit ce qu’il a de cet appareil.',
    remedy: 'L’exécution repose la question et ne touche à rien avant d’avoir une réponse.',
  },
  'returns.stillAutomated': {
    sentence:
      'Apple attribue encore {{serial}} à cette organisation : qui le recevrait serait conduit vers votre gestion.',
    remedy: 'Libérez-le dans Apple Business Manager avant qu’il ne quitte la maison.',
  },
  'returns.eraseNotProved': {
    sentence: 'Le registre ne montre pas que cette exécution a effacé l’appareil : il n’y a donc pas de certificat.',
    remedy: 'Regardez l’appareil. S’il est en service, refaites son retour ; l’effacement sera alors relu.',
  },
  'returns.noBypassCode': {
    sentence: 'Aucun code de contournement n’est gardé pour {{serial}}.',
    remedy:
      'Cherchez-le dans Intune tant que la fiche existe ; sinon, son propriétaire retire l’appareil de son compte.',
  },
  'returns.noCertificate': {
    sentence: 'Il n’y a pas de certificat d’effacement pour {{serial}}.',
    remedy: 'Vérifiez le numéro de série ; les certificats viennent des retours de ce dossier de données.',
  },
}
