export const errorsSignIn = {
  'signIn.notSetUp': {
    sentence: 'Slipway ne connaît pas encore votre organisation.',
    remedy: 'Indiquez l’ID du locataire, l’ID client et le cloud (slipway tenant setup), puis connectez-vous.',
  },
  'signIn.again': {
    sentence: 'Microsoft vous demande de vous reconnecter : {{message}}',
    remedy: 'Reconnectez-vous (slipway sign-in) ; le travail en attente reprend de lui-même.',
  },
  'signIn.cancelled': {
    sentence: 'La connexion n’a pas été terminée.',
    remedy: 'Recommencez, et terminez-la dans le navigateur en moins de dix minutes.',
  },
  'signIn.running': {
    sentence: 'Une connexion est déjà en cours.',
    remedy: 'Terminez-la dans le navigateur, ou annulez-la, puis réessayez.',
  },
  'signIn.consentNeeded': {
    sentence: 'Un administrateur n’a pas encore accepté ce que Slipway peut faire : {{message}}',
    remedy:
      'Envoyez à un administrateur le lien de consentement affiché par « slipway tenant test », puis reconnectez-vous.',
  },
  'signIn.blocked': {
    sentence: 'L’accès conditionnel de votre organisation n’autorise pas cette connexion : {{message}}',
    remedy:
      'Les codes d’appareil sont souvent bloqués : connectez-vous avec le navigateur. Sinon, montrez ceci à votre administrateur.',
  },
  'signIn.codeExpired': {
    sentence: 'Le code n’a pas été utilisé à temps.',
    remedy: 'Recommencez ; le nouveau code est valable environ quinze minutes.',
  },
  'signIn.anotherAccount': {
    sentence:
      'Vous vous êtes connecté en tant que {{other}}, mais Slipway travaille déjà avec {{current}}. Il ne travaille que pour un compte à la fois.',
    remedy: 'Pour changer de compte, déconnectez-vous d’abord (slipway sign-out), puis connectez-vous.',
  },
  'signIn.wrongTenant': {
    sentence: 'Ce compte appartient à une autre organisation ({{other}}) que celle configurée ici.',
    remedy: 'Connectez-vous avec un compte de votre organisation, ou corrigez l’ID du locataire.',
  },
  'signIn.registrationUnknown': {
    sentence: 'Microsoft ne connaît pas cette inscription d’application dans cette organisation.',
    remedy: 'Comparez l’ID client, l’ID du locataire et le cloud avec la page de l’inscription. ({{message}})',
  },
  'signIn.redirectMissing': {
    sentence: 'L’inscription d’application n’autorise pas l’adresse « http://localhost ».',
    remedy:
      'Ajoutez-la dans le portail : Authentification → Ajouter une plateforme → Applications mobiles et de bureau → http://localhost.',
  },
  'signIn.publicClientOff': {
    sentence: 'L’inscription d’application n’autorise pas les codes d’appareil.',
    remedy:
      'Dans le portail, mettez Authentification → Autoriser les flux de clients publics sur Oui, ou connectez-vous avec le navigateur.',
  },
  'signIn.certificateRefused': {
    sentence: 'Microsoft n’accepte pas ce certificat : {{message}}',
    remedy:
      'Chargez sa partie publique sous Certificats et secrets de l’inscription d’application, et vérifiez l’horloge de cet ordinateur.',
  },
  'signIn.certificateUnusable': {
    sentence: 'Ce fichier ne contient pas un certificat et la clé privée qui lui correspond.',
    remedy: 'Donnez un fichier PEM avec « BEGIN CERTIFICATE » et une clé RSA non chiffrée « BEGIN PRIVATE KEY ».',
  },
  'signIn.certificateExpired': {
    sentence: 'Le certificat a expiré le {{date}}.',
    remedy: 'Créez-en un nouveau, chargez sa partie publique dans l’inscription d’application, et connectez-vous avec.',
  },
  'signIn.refused': {
    sentence: 'Microsoft a refusé la connexion : {{message}}',
    remedy: 'Montrez ceci à votre administrateur. Pour l’assistance de Microsoft : {{number}}, trace {{trace}}.',
  },
  'signIn.noTrustedAnswer': {
    sentence: '{{host}} n’a pas répondu comme le fait la connexion de Microsoft.',
    remedy: 'Un proxy se trouve peut-être sur le chemin : vérifiez-le, ainsi que l’adresse du cloud.',
  },
  'signIn.restartNeeded': {
    sentence: 'Le cloud a été changé ; Slipway parle encore à celui de son démarrage.',
    remedy: 'Fermez Slipway et redémarrez-le.',
  },
}
