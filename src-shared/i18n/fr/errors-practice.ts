export const errorsPractice = {
  'practice.dataUnusable': {
    sentence:
      'Les données d’entraînement de {{path}} sont inutilisables : elles sont endommagées ou proviennent d’un Slipway plus récent.',
    remedy: 'Choisissez un autre dossier avec --data, ou supprimez celui-ci : il ne contient que des données d’entraînement.',
  },
  'practice.portTaken': {
    sentence: 'Le port {{port}} est déjà utilisé.',
    remedy: 'Choisissez un autre port, ou 0 pour que le système en prenne un libre.',
  },
  'practice.noFactory': {
    sentence: 'Il manque {{file}} à la fabrique d’entraînement.',
    remedy: 'Lancez d’abord le chariot d’entraînement ou « npm run practice » avec le même dossier : ils la créent.',
  },
}
