export const errorsShift = {
  'shift.wrong': {
    sentence: 'Ce code ou ce badge n’est pas le bon.',
    remedy: 'Vérifiez votre nom et réessayez. Chaque nouvelle erreur allonge l’attente avant l’essai suivant.',
  },
  'shift.nothingTyped': {
    sentence: 'Aucun code et aucun badge n’a été donné.',
    remedy: 'Saisissez-le dans un terminal, ou laissez un script le mettre dans {{variable}}.',
  },
  'shift.wait': {
    sentence: 'Il y a eu trop d’essais erronés.',
    remedy: 'Réessayez dans {{seconds}} s.',
  },
  'shift.nobody': {
    sentence: 'Personne n’a pris son service.',
    remedy: 'Prenez d’abord votre service avec votre badge ou votre code.',
  },
  'shift.signOnFirst': {
    sentence: 'Seule une personne en service peut modifier la liste de celles qui travaillent ici.',
    remedy: 'Prenez votre service avec votre badge ou votre code, puis recommencez.',
  },
  'shift.isSignedOn': {
    sentence: 'Cette personne est en service.',
    remedy: 'Terminez d’abord son service.',
  },
  'shift.nothingToSignOnWith': {
    sentence: 'Cette personne n’aurait rien pour prendre son service.',
    remedy: 'Saisissez un code d’au moins quatre caractères, ou scannez un badge.',
  },
  'shift.nameTaken': {
    sentence: 'Une personne nommée {{name}} figure déjà ici.',
    remedy: 'Ajoutez de quoi distinguer les deux.',
  },
  'shift.badgeTaken': {
    sentence: 'Ce badge appartient à quelqu’un d’autre ici.',
    remedy: 'Scannez un autre badge.',
  },
  'shift.unknownOperator': {
    sentence: 'Personne ici ne s’appelle {{name}}.',
    remedy: 'Consultez « slipway shift show ».',
  },
}
