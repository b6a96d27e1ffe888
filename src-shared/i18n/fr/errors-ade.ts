export const errorsAde = {
  'ade.noToken': {
    sentence: 'Ce locataire n’a aucun jeton du programme d’inscription d’Apple.',
    remedy: 'Créez-en un : slipway ade token request --new NOM --consent, puis téléversez le fichier chez Apple.',
  },
  'ade.tokenNotNamed': {
    sentence: 'Le locataire a plusieurs jetons du programme d’inscription d’Apple : {{names}}.',
    remedy: 'Indiquez lequel, par son nom ou son identifiant.',
  },
  'ade.tokenUnknown': {
    sentence: 'Le locataire n’a pas de jeton de programme d’inscription {{name}}.',
    remedy: 'Affichez la liste des jetons et prenez-y un nom ou un identifiant.',
  },
  'ade.consentMissing': {
    sentence:
      'Un nouveau jeton demande votre accord : Intune envoie à Apple des informations sur les utilisateurs et les appareils.',
    remedy: 'Donnez cet accord (--consent) ou renoncez au jeton.',
  },
  'ade.notATokenFile': {
    sentence: 'Ce n’est pas un fichier de jeton d’Apple (.p7m).',
    remedy: 'Téléchargez de nouveau le jeton du serveur dans Apple Business Manager et prenez le fichier tel quel.',
  },
  'ade.otherAppleId': {
    sentence: 'Le jeton a été créé par {{before}}, mais {{given}} a été indiqué.',
    remedy:
      'Connectez-vous chez Apple en tant que {{before}} et téléchargez-y le jeton. Si ce compte n’existe plus, renouvelez sciemment avec le nouveau.',
  },
  'ade.tokenMissing': {
    sentence: 'Le jeton {{name}} n’est pas terminé : le fichier d’Apple n’a jamais été envoyé.',
    remedy: 'Téléversez la clé publique chez Apple, téléchargez le jeton du serveur (.p7m) et envoyez-le ici.',
  },
  'ade.tokenExpired': {
    sentence: 'Le jeton {{name}} a expiré le {{expiredOn}}.',
    remedy: 'Renouvelez-le avec le compte Apple qui l’a créé ; appareils et profils restent.',
  },
  'ade.syncTooSoon': {
    sentence: 'La dernière synchronisation a été lancée il y a moins de 15 minutes.',
    remedy: 'Lancez la suivante dans {{minutes}} minutes.',
  },
  'ade.termsNotSigned': {
    sentence: 'De nouvelles conditions d’Apple attendent un administrateur ; d’ici là, Apple ne répond à rien.',
    remedy:
      'Connectez-vous à Apple Business Manager en tant qu’administrateur, acceptez les conditions et synchronisez de nouveau.',
  },
  'ade.syncFailed': {
    sentence: 'La synchronisation d’Intune avec Apple a échoué (code {{code}}).',
    remedy:
      'Vérifiez le jeton dans Apple Business Manager et dans Intune, puis synchronisez de nouveau dans 15 minutes.',
  },
  'ade.profileUnknown': {
    sentence: 'Le jeton n’a pas de profil d’inscription {{name}}.',
    remedy: 'Affichez la liste des profils et prenez-y un nom ou un identifiant.',
  },
  'ade.profileNotUnique': {
    sentence: 'Plusieurs profils d’inscription s’appellent {{name}}.',
    remedy: 'Prenez l’identifiant au lieu du nom.',
  },
  'ade.isPolicy': {
    sentence: '{{name}} est une stratégie d’inscription de la nouvelle sorte.',
    remedy: 'Modifiez-la dans le centre d’administration Intune ; ici, on peut lui affecter des appareils.',
  },
  'ade.isDefault': {
    sentence: '{{name}} est le profil par défaut de son jeton et ne peut pas être supprimé.',
    remedy: 'Faites d’abord d’un autre profil le profil par défaut.',
  },
  'ade.stillAssigned': {
    sentence: '{{count}} appareils ont encore le profil {{name}}. Une affectation se remplace, mais ne se retire pas.',
    remedy: 'Affectez-leur d’abord un autre profil.',
  },
  'ade.lockNeedsSupervision': {
    sentence: 'La gestion ne peut être verrouillée que sur des appareils supervisés.',
    remedy: 'Préparez les appareils en mode supervisé ou ne verrouillez pas.',
  },
  'ade.waitNeedsSupervision': {
    sentence: 'Seuls les appareils supervisés attendent leur configuration à la fin de l’Assistant réglages.',
    remedy: 'Préparez les appareils en mode supervisé ou ne les faites pas attendre.',
  },
  'ade.nameNeedsSupervision': {
    sentence: 'Seuls les appareils supervisés prennent leur nom d’Intune.',
    remedy: 'Préparez les appareils en mode supervisé ou laissez le nom vide.',
  },
  'ade.certificateMissing': {
    sentence: 'Le jumelage par certificat demande au moins un certificat.',
    remedy: 'Importez le certificat de l’identité de supervision (.cer, .crt ou .pem).',
  },
  'ade.nameVariable': {
    sentence: 'Un nom d’appareil ne connaît que SERIAL et DEVICETYPE, entre doubles accolades.',
    remedy: 'Corrigez le nom.',
  },
} as const
