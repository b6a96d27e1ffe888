export const errorsLedger = {
  'ledger.none': {
    sentence: 'Il n’y a pas de registre dans {{path}}.',
    remedy:
      'Indiquez avec --data le dossier de données du Slipway concerné ; --practice désigne celui de l’entraînement.',
  },
  'ledger.notALedger': {
    sentence: '{{path}} n’est pas un registre de Slipway, ou il est endommagé dès son début.',
    remedy:
      'Indiquez le bon dossier de données avec --data. Si c’est le bon, gardez le fichier tel quel et reprenez une sauvegarde.',
  },
  'ledger.lineUnreadable': {
    sentence: 'La ligne {{line}} du registre est illisible.',
    remedy:
      'Lancez « slipway ledger verify » et conservez le fichier tel quel ; une sauvegarde contient peut-être la ligne.',
  },
  'ledger.forgetWhat': {
    sentence: 'Rien n’indique quelles données personnelles effacer.',
    remedy: 'Indiquez un âge, un appareil, ou les deux.',
  },
  'ledger.countMismatch': {
    sentence:
      'Le nombre confirmé, {{confirmed}}, n’est pas celui des champs personnels, {{fields}}. Rien n’a été effacé.',
    remedy: 'Regardez à nouveau ce qui serait effacé, puis confirmez ce nombre.',
  },
  'ledger.forgetBusy': {
    sentence:
      'Slipway a encore besoin des données personnelles de {{devices}} : une préparation est en cours, ou Intune doit encore être informé. Rien n’a été effacé.',
    remedy:
      'Attendez que cela se termine, ou annulez la préparation et retirez ce qu’Intune doit encore apprendre (slipway outbox drop) ; puis effacez à nouveau.',
  },
}
