export const errorsPractice = {
  'practice.dataUnusable': {
    sentence:
      'Les données d’entraînement de {{path}} sont inutilisables : elles sont endommagées ou proviennent d’un Slipway plus récent.',
    remedy:
      'Choisissez un autre dossier avec --data, ou supprimez celui-ci : il ne contient que des données d’entraînement.',
  },
  'practice.portTaken': {
    sentence: 'Le port {{port}} est déjà utilisé.',
    remedy: 'Choisissez un autre port, ou 0 pour que le système en prenne un libre.',
  },
  'practice.scenarioInvalid': {
    sentence: 'Le scénario d’entraînement {{path}} est inutilisable : {{reason}}.',
    remedy: 'Corrigez le fichier, ou retirez --scenario pour retrouver le chariot habituel.',
  },
  'practice.cannotListen': {
    sentence: 'Le chariot d’entraînement ne peut pas écouter sur {{address}} : {{reason}}.',
    remedy: 'Choisissez un autre port, ou le port 0 pour n’importe quel port libre.',
  },
  'practice.activationInvalid': {
    sentence: 'L’appareil ou le service d’activation d’entraînement a refusé un message d’activation : {{reason}}.',
    remedy: 'Démarrez le chariot et le locataire depuis le même monde d’entraînement, puis réessayez.',
  },
  'practice.notHere': {
    sentence: 'Les câbles et les doigts de ce monde d’entraînement ne sont pas entre les mains de ce Slipway.',
    remedy: 'Démarrez Slipway avec --practice et sans --mux : il apporte alors son propre monde d’entraînement.',
  },
  'practice.questionGone': {
    sentence: 'L’appareil d’entraînement ne pose plus cette question.',
    remedy: 'Regardez de nouveau son écran.',
  },
}
