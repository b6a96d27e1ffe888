export const errorsIntune = {
  'intune.profileUnknown': {
    sentence: 'Intune n’a aucun profil d’inscription {{name}} pour Apple Configurator.',
    remedy: 'Affichez la liste des profils et reprenez un nom ou un identifiant.',
  },
  'intune.profileNotUnique': {
    sentence: 'Plusieurs profils d’inscription s’appellent {{name}}.',
    remedy: 'Indiquez l’identifiant au lieu du nom.',
  },
  'intune.profileExists': {
    sentence: 'Il existe déjà un profil d’inscription {{name}}.',
    remedy: 'Choisissez un autre nom, ou modifiez celui qui existe.',
  },
  'intune.profileAssigned': {
    sentence: '{{count}} numéros de série ont le profil {{name}}. Sans lui, ils ne pourraient plus s’inscrire.',
    remedy: 'Attribuez-leur d’abord un autre profil, ou supprimez-le quand même, en connaissance de cause.',
  },
  'intune.affinityHistoric': {
    sentence: 'Le profil {{name}} connecte les personnes d’une façon qu’Intune ne propose plus.',
    remedy: 'Choisissez de nouveau l’affinité en même temps que cette modification.',
  },
  'intune.fileNotText': {
    sentence: 'Ce fichier n’est pas une liste sous forme de texte.',
    remedy: 'Enregistrez-le au format CSV (UTF-8) dans le tableur et reprenez ce fichier.',
  },
  'intune.fileEmpty': {
    sentence: 'Ce fichier ne contient aucune ligne.',
    remedy: 'Mettez un numéro de série par ligne, et ses détails après une virgule.',
  },
  'intune.fileTooLong': {
    sentence: 'Ce fichier a {{rows}} lignes ; {{most}} sont lues au plus.',
    remedy: 'Partagez le fichier.',
  },
  'intune.countDiffers': {
    sentence: '{{named}} entrées sont nommées, mais {{typed}} a été saisi. Rien n’a été supprimé.',
    remedy: 'Vérifiez la liste et saisissez le nombre d’entrées qu’elle montre.',
  },
  'intune.deviceUnknown': {
    sentence: 'Intune ne gère aucun appareil {{name}}.',
    remedy: 'Affichez la liste des appareils et reprenez un numéro de série ou un identifiant.',
  },
  'intune.categoryUnknown': {
    sentence: 'Intune n’a aucune catégorie d’appareils {{name}}.',
    remedy: 'Affichez la liste des catégories, ou créez celle-ci.',
  },
  'intune.categoryExists': {
    sentence: 'Il existe déjà une catégorie d’appareils {{name}}.',
    remedy: 'Choisissez un autre nom.',
  },
  'intune.notAPushCertificate': {
    sentence: 'Ce n’est pas un certificat push MDM d’Apple.',
    remedy: 'Prenez le fichier (.pem) que le portail de certificats push d’Apple a donné pour la demande d’Intune.',
  },
  'intune.pushHasKey': {
    sentence: 'Ce fichier contient une clé privée, que personne ne devrait avoir hormis son propriétaire.',
    remedy: 'Prenez le certificat seul, tel que le portail d’Apple l’a donné.',
  },
  'intune.pushExpired': {
    sentence: 'Ce certificat push a expiré le {{expiredOn}}.',
    remedy: 'Renouvelez-le dans le portail de certificats push d’Apple et prenez le nouveau fichier.',
  },
  'intune.pushTopicChanged': {
    sentence:
      'Ce certificat a une autre rubrique ({{given}}) que l’actuel ({{before}}) : chaque appareil géré devrait s’inscrire de nouveau.',
    remedy:
      'Connectez-vous au portail d’Apple en tant que {{appleId}} et renouvelez le certificat qui s’y trouve, au lieu d’en créer un.',
  },
  'intune.pushOtherAppleId': {
    sentence: 'Le certificat push actuel appartient à {{before}}, mais {{given}} a été indiqué.',
    remedy: 'Renouvelez-le avec {{before}}. Si ce compte est perdu, demandez à Apple de transférer le certificat.',
  },
  'intune.customUnknown': {
    sentence: 'Intune n’a aucun profil personnalisé {{name}}.',
    remedy: 'Affichez la liste des profils personnalisés et reprenez un nom ou un identifiant.',
  },
  'intune.customNotUnique': {
    sentence: 'Plusieurs profils personnalisés s’appellent {{name}}.',
    remedy: 'Indiquez l’identifiant au lieu du nom.',
  },
  'intune.customManages': {
    sentence: 'Le profil contient une charge utile de gestion ({{type}}), qu’Intune seul peut apporter.',
    remedy: 'Retirez cette charge utile du profil.',
  },
  'intune.customNotConfiguration': {
    sentence: 'Ce fichier n’est pas un profil de configuration mais de type {{type}}.',
    remedy:
      'Prenez un profil qui contient des réglages ; les fichiers qui inscrivent des appareils passent par le câble.',
  },
  'intune.customTooLarge': {
    sentence: 'Le profil a {{bytes}} octets ; Intune en accepte {{most}} au plus.',
    remedy: 'Partagez-le, ou retirez-en les images et les polices.',
  },
} as const
