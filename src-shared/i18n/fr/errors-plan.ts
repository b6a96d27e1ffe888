export const errorsPlan = {
  'plan.profileNotNamed': {
    sentence: 'Le modèle {{name}} ne nomme aucun profil d’inscription, alors que sa voie en exige un.',
    remedy: 'Nommez le profil Intune dans le modèle.',
  },
}
