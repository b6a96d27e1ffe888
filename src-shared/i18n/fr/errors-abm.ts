export const errorsAbm = {
  'abm.noService': {
    sentence: 'Rien ici ne tient lieu d’Apple Business Manager.',
    remedy: 'Démarrez un monde d’entraînement (slipway practice), ou travaillez avec un vrai dossier de données.',
  },
  'abm.notConnected': {
    sentence: 'Slipway ne connaît aucun compte d’API d’Apple Business Manager.',
    remedy:
      'Dans Apple Business Manager : votre nom, Préférences, API, créer un compte d’API, générer la clé privée. Puis : slipway abm connect --client-id … --key-id … --key FICHIER.',
  },
  'abm.keyUnusable': {
    sentence: 'Ce n’est pas la clé privée d’un compte d’API (P-256, PEM, sans phrase de passe).',
    remedy: 'Prenez le fichier tel que le portail d’Apple l’a enregistré ; s’il est perdu, générez-y une nouvelle clé.',
  },
  'abm.keyRefused': {
    sentence: 'Apple n’accepte pas cette clé : {{reason}}.',
    remedy:
      'Comparez l’identifiant client et celui de la clé avec le portail, vérifiez si la clé y a été révoquée et si l’horloge de cet ordinateur est juste.',
  },
  'abm.tokenRefused': {
    sentence: 'Apple ne laisse plus entrer le compte d’API {{clientId}}.',
    remedy: 'Vérifiez dans Apple Business Manager si le compte existe encore, puis connectez-le de nouveau.',
  },
  'abm.forbidden': {
    sentence: 'Le compte d’API n’a pas ce droit : {{detail}}',
    remedy: 'Demandez à un administrateur d’Apple Business Manager ce que ce compte peut faire.',
  },
  'abm.termsNotSigned': {
    sentence: 'Apple a de nouvelles conditions que personne n’a encore acceptées ; d’ici là, il ne répond à rien.',
    remedy: 'Un administrateur se connecte à Apple Business Manager et les accepte.',
  },
  'abm.serverUnknown': {
    sentence: 'L’organisation n’a pas de serveur MDM {{name}}.',
    remedy: 'Affichez les serveurs et prenez-y un nom ou un identifiant.',
  },
  'abm.serverNotUnique': {
    sentence: 'Plusieurs serveurs MDM s’appellent {{name}}.',
    remedy: 'Prenez plutôt l’identifiant.',
  },
  'abm.deviceUnknown': {
    sentence: 'L’organisation n’a pas d’appareil {{serial}}.',
    remedy:
      'Vérifiez le numéro de série. Un appareil acheté ailleurs ne s’ajoute qu’avec Apple Configurator, pas par son numéro de série.',
  },
  'abm.activityUnknown': {
    sentence: 'Apple ne connaît pas l’activité {{id}} ; elles sont gardées trente jours.',
    remedy: 'Regardez les appareils eux-mêmes.',
  },
  'abm.refused': {
    sentence: 'Apple a refusé la demande ({{code}}) : {{detail}}',
    remedy: 'Rien n’a été changé. Pour l’assistance d’Apple, la demande est {{id}}.',
  },
  'abm.throttled': {
    sentence: 'Apple demande moins de requêtes pour le moment.',
    remedy: 'Réessayez dans quelques minutes.',
  },
  'abm.serviceTrouble': {
    sentence: 'Apple Business Manager a des difficultés (statut {{status}}).',
    remedy: 'Réessayez dans quelques minutes.',
  },
  'abm.outcomeUnknown': {
    sentence: 'La connexion s’est coupée avant la réponse d’Apple ; on ne sait pas si l’ordre a été pris.',
    remedy: 'Regardez les appareils avant de le redonner.',
  },
  'abm.unexpectedAnswer': {
    sentence: 'Apple a répondu à {{target}} d’une manière que Slipway ne comprend pas ({{message}}).',
    remedy: 'Signalez-le avec cette phrase ; un Slipway plus récent connaît peut-être la réponse.',
  },
  'abm.foreignOrigin': {
    sentence: 'La réponse d’Apple mène à {{host}}, où aucun jeton ne doit aller.',
    remedy: 'Signalez-le avec cette phrase.',
  },
} as const
