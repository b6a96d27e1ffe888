export const errorsApp = {
  'app.unexpected': {
    sentence: 'Un problème est survenu dans Slipway : {{detail}}',
    remedy: 'Rien n’est perdu. Réessayez ; si cela se reproduit, envoyez le journal à votre support Slipway.',
  },
  'app.usage': { sentence: '{{detail}}', remedy: 'Ajoutez --help pour voir ce que la commande accepte.' },
  'app.dataDirectoryInUse': {
    sentence: 'Un autre Slipway utilise déjà le dossier de données {{path}} (processus {{pid}}).',
    remedy: 'Servez-vous de celui-ci, fermez-le, ou choisissez un autre dossier avec --data.',
  },
  'app.diskFull': {
    sentence: 'Le disque est plein : impossible d’écrire {{path}}.',
    remedy: 'Libérez de l’espace et réessayez ; aucun fichier incomplet n’a été conservé.',
  },
  'app.fileUnreadable': {
    sentence: 'Impossible de lire {{path}} : {{reason}}.',
    remedy: 'Vérifiez le chemin et vos droits d’accès.',
  },
  'app.fileUnwritable': {
    sentence: 'Impossible d’écrire {{path}} : {{reason}}.',
    remedy: 'Vérifiez le chemin et vos droits d’accès, ou choisissez un autre dossier.',
  },
  'app.fileDamaged': {
    sentence: '{{path}} est endommagé, ou n’est pas un fichier de Slipway.',
    remedy:
      'Restaurez-le depuis une sauvegarde. À défaut, gardez le fichier pour l’assistance et repartez d’un autre dossier de données (--data).',
  },
  'app.journalDamaged': {
    sentence:
      'Le journal {{path}} est endommagé. Slipway ne démarre pas : il ne pourrait plus savoir quels appareils il a effacés.',
    remedy:
      'Restaurez le dossier de données depuis une sauvegarde. À défaut, déplacez ce fichier et ceux dont le nom commence de même, et gardez-les pour le support : les préparations en cours sont alors oubliées, et aucun appareil n’est effacé sans une nouvelle demande.',
  },
  'app.journalNewer': {
    sentence: 'Le journal {{path}} a été écrit par un Slipway plus récent, et celui-ci ne peut pas le lire en entier.',
    remedy: 'Démarrez le Slipway plus récent, ou choisissez un autre dossier de données avec --data.',
  },
  'app.cancelled': { sentence: 'L’opération a été annulée.', remedy: 'Relancez-la quand vous serez prêt.' },
  'app.timeout': {
    sentence: '{{what}} n’a pas répondu en {{seconds}} s.',
    remedy: 'Vérifiez le câble et l’appareil, puis réessayez.',
  },
  'app.practiceRealMix': {
    sentence:
      'L’exercice et le réel ne doivent pas se mélanger : {{what}} est {{found}}, alors que ce Slipway est en mode {{mode}}.',
    remedy: 'Débranchez-le, ou démarrez Slipway dans le mode voulu avec son propre dossier de données.',
  },
  'app.serviceNotStarted': {
    sentence: 'Impossible de démarrer {{what}} : {{reason}}',
    remedy: 'Corrigez ce que dit le message, puis réessayez.',
  },
  'stream.closed': {
    sentence: 'La connexion a été coupée au milieu d’un message.',
    remedy: 'Vérifiez le câble ; Slipway reprend quand l’appareil est de retour.',
  },
  'stream.tooLarge': {
    sentence: 'Un message de {{size}} octets a été annoncé ; {{limit}} au plus sont acceptés.',
    remedy: 'Débranchez l’appareil puis rebranchez-le ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  'plist.malformed': {
    sentence: 'Une liste de propriétés est illisible : {{reason}}.',
    remedy: 'Réessayez ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  'frame.malformed': {
    sentence: 'Un message n’a pas la forme attendue : {{reason}}.',
    remedy: 'Vérifiez que l’adresse est bien celle d’usbmuxd, puis réessayez.',
  },
  'secrets.wrongPassphrase': {
    sentence: 'Cette phrase secrète ou ce fichier de clé n’ouvre pas les secrets enregistrés.',
    remedy: 'Donnez la phrase ou le fichier de clé avec lequel ce dossier de données a été créé.',
  },
  'secrets.damaged': {
    sentence: 'Le secret enregistré {{name}} est endommagé.',
    remedy: 'Restaurez le dossier de données depuis une sauvegarde.',
  },
}
