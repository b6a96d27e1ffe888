/** The pages of the practice sign-in. */
export const authority = {
  mark: 'Connexion d’exercice',
  signIn: 'Se connecter',
  next: 'Suivant',
  continue: 'Continuer',
  cancel: 'Annuler',
  verify: 'Vérifier',
  accept: 'Accepter',
  account: {
    title: 'Se connecter',
    pick: 'Choisir un compte',
    label: 'Adresse e-mail',
    unknown: 'Ce compte n’existe pas dans cette organisation d’exercice. Essayez admin@contoso.example.',
  },
  password: {
    title: 'Entrez le mot de passe',
    label: 'Mot de passe',
    wrong: 'Le compte ou le mot de passe est incorrect.',
  },
  confirm: {
    title: 'Essayez-vous de vous connecter à {{name}} ?',
    text: 'Continuez seulement si vous avez saisi le code affiché par l’application elle-même.',
  },
  secondFactor: {
    title: 'Vérifiez votre identité',
    hint: 'Il n’y a pas de téléphone pendant l’exercice : le code est {{code}}.',
    label: 'Code',
    wrong: 'Ce n’est pas le bon code.',
  },
  consent: {
    title: 'Autorisations demandées',
    text: '{{name}} demande ces autorisations de Microsoft Graph :',
    everybody: 'Consentir au nom de votre organisation',
  },
  adminNeeded: {
    title: 'Approbation de l’administrateur requise',
    text: '{{name}} a besoin d’autorisations que seul un administrateur peut accorder :',
    back: 'Revenir à l’application sans donner de consentement',
  },
  device: {
    title: 'Entrez le code',
    label: 'Code affiché par l’application',
    unknown: 'Ce code est inconnu ou a expiré.',
    doneTitle: 'Vous êtes connecté',
    done: 'Vous vous êtes connecté à {{name}} sur votre appareil. Vous pouvez fermer cette fenêtre.',
    declinedTitle: 'Connexion annulée',
    declined: 'L’appareil sait que vous avez refusé. Vous pouvez fermer cette fenêtre.',
  },
  troubleTitle: 'Désolé, nous ne pouvons pas vous connecter',
  expired:
    'Cette page est restée ouverte trop longtemps, ou la connexion s’est terminée ailleurs. Recommencez dans l’application.',
  sendAnswer: 'Revenir à l’application',
  signedOutTitle: 'Vous êtes déconnecté',
  signedOut: 'Vous pouvez fermer cette fenêtre.',
  consentedTitle: 'Consentement accordé',
  consented: 'Les autorisations de {{name}} sont accordées pour votre organisation. Vous pouvez fermer cette fenêtre.',
}
