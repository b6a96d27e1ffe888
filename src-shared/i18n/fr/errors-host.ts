export const errorsHost = {
  'rpc.closed': {
    sentence: 'La connexion à Slipway est perdue.',
    remedy:
      'Patientez un instant : elle se rétablit d’elle-même. Sinon, relancez Slipway ; les appareils gardent leur état.',
  },
  'rpc.unknownCall': {
    sentence: 'Cette fenêtre a demandé « {{name}} », que ce Slipway ne connaît pas.',
    remedy: 'Rechargez la fenêtre ; elle provient peut-être d’une autre version.',
  },
  'rpc.badInput': {
    sentence: 'Une demande adressée à « {{name}} » n’a pas la forme attendue ({{reason}}).',
    remedy: 'Rechargez la fenêtre et réessayez ; si cela se reproduit, envoyez le journal à votre support Slipway.',
  },
  'rpc.badOutput': {
    sentence: 'La réponse de « {{name}} » n’a pas la forme attendue ({{reason}}).',
    remedy: 'Rechargez la fenêtre et réessayez ; si cela se reproduit, envoyez le journal à votre support Slipway.',
  },
  'rpc.tooLarge': {
    sentence: 'Un message échangé avec « {{name}} » compte {{size}} caractères ; {{limit}} au plus sont acceptés.',
    remedy: 'Choisissez moins d’appareils à la fois.',
  },
  'rpc.busy': {
    sentence: 'Plus de {{limit}} demandes attendent une réponse.',
    remedy: 'Attendez que certaines aboutissent, puis réessayez.',
  },
  'station.portTaken': {
    sentence: 'Le port {{port}} de cet ordinateur est déjà occupé.',
    remedy: 'Fermez l’autre programme (peut-être un autre Slipway), ou choisissez un autre port avec --port.',
  },
  'station.pageMissing': {
    sentence: 'La page n’a pas été construite : {{path}} est introuvable.',
    remedy: 'Lancez « npm start », qui la construit.',
  },
}
