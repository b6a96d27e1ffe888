export const errorsLocal = {
  'local.otherVersion': {
    sentence:
      'Un Slipway de version {{running}} travaille déjà dans ce dossier de données (processus {{pid}}) ; celui-ci est en {{mine}}.',
    remedy: 'Fermez l’autre, ou utilisez la même version pour les deux.',
  },
  'local.otherSetting': {
    sentence:
      'Le Slipway qui travaille dans ce dossier de données (processus {{pid}}) a été lancé avec {{option}} {{running}}, et non {{wanted}}.',
    remedy: 'Omettez {{option}}, fermez d’abord ce Slipway, ou prenez un autre dossier avec --data.',
  },
  'local.noTrace': {
    sentence:
      'Un Slipway travaille déjà dans ce dossier de données (processus {{pid}}) ; lui seul pourrait écrire une trace.',
    remedy: 'Omettez la trace, ou fermez d’abord ce Slipway.',
  },
  'local.engineEnded': {
    sentence: 'Le Slipway qui faisait le travail (processus {{pid}}) s’est arrêté.',
    remedy: 'Relancez : celui-ci fera alors le travail lui-même. Les appareils et leur état sont conservés.',
  },
  'local.engineSilent': {
    sentence: 'Le Slipway qui travaille dans {{path}} (processus {{pid}}) ne répond pas.',
    remedy: 'Attendez qu’il ait démarré, ou arrêtez ce processus et réessayez ; rien n’est perdu.',
  },
  'local.notServed': {
    sentence:
      '« slipway prove » ou « slipway trace » travaille dans {{path}} (processus {{pid}}) et a besoin de son appareil pour lui seul.',
    remedy: 'Attendez la fin, ou choisissez un autre dossier avec --data.',
  },
}
