export const errorsProfiles = {
  'profiles.unreadable': {
    sentence: 'Ce fichier n’est pas un profil de configuration, ou il est endommagé.',
    remedy: 'Exportez-le ou téléchargez-le de nouveau, sans l’ouvrir ni l’enregistrer avec un autre programme.',
  },
  'profiles.notEnrollment': {
    sentence: 'Ce profil n’inscrit pas d’appareils (il est de type {{type}}).',
    remedy: 'Exportez le profil d’inscription depuis Intune : Apple Configurator, Profils, Exporter le profil.',
  },
  'profiles.enrollmentInsecure': {
    sentence:
      'Le fichier d’inscription mène à une adresse qui n’est pas en https, et les appareils la refusent : {{url}}.',
    remedy: 'Exportez de nouveau le fichier depuis le service qui l’a créé.',
  },
  'profiles.enrollmentExpired': {
    sentence: 'Le fichier d’inscription a expiré le {{expiresOn}} ; les appareils seraient refusés.',
    remedy: 'Exportez-le de nouveau. Un fichier sert pendant 14 jours.',
  },
  'profiles.keyMissing': {
    sentence: 'Il manque {{key}} au profil, dans {{at}}.',
    remedy: 'Ajoutez-le, ou recréez le profil.',
  },
  'profiles.keyWrong': {
    sentence: 'La valeur de {{key}} dans {{at}} du profil est inutilisable.',
    remedy: 'Corrigez-la, ou recréez le profil.',
  },
  'profiles.identifierRepeated': {
    sentence: 'Deux éléments du profil portent le même identifiant, {{identifier}}.',
    remedy: 'Donnez à chaque élément un identifiant qui lui est propre.',
  },
  'profiles.uuidRepeated': {
    sentence: 'Deux parties du profil portent le même UUID, {{uuid}}.',
    remedy: 'Donnez à chaque partie un UUID qui lui est propre.',
  },
  'profiles.referenceDangling': {
    sentence: 'Dans {{at}}, {{key}} renvoie à un certificat absent du profil.',
    remedy: 'Ajoutez le certificat, ou corrigez le renvoi.',
  },
  'profiles.payloadsConflict': {
    sentence: 'Les éléments {{first}} et {{second}} ne peuvent pas figurer ensemble dans un profil.',
    remedy: 'Retirez l’un des deux.',
  },
  'profiles.textUnwritable': {
    sentence: 'Un texte du profil contient des caractères impossibles à écrire ({{key}}).',
    remedy: 'Saisissez le texte à la main ; un texte copié peut contenir des caractères de contrôle invisibles.',
  },
  'profiles.wifiName': {
    sentence: 'Le nom du réseau Wi-Fi doit compter de 1 à 32 octets ; celui-ci en compte {{bytes}}.',
    remedy: 'Raccourcissez le nom ; les lettres accentuées et les émojis comptent plusieurs fois.',
  },
  'profiles.wifiPassword': {
    sentence: 'Ce mot de passe ne convient pas à un réseau {{encryption}}.',
    remedy:
      'WPA accepte de 8 à 63 caractères, ou 64 chiffres hexadécimaux ; WEP, 5 ou 13 caractères, ou 10 ou 26 chiffres hexadécimaux.',
  },
  'profiles.nameToken': {
    sentence: 'Le modèle de nom contient {{token}}, qui n’est pas une variable connue.',
    remedy:
      'Utilisez {serial}, {slot}, {asset} ou {counter:3} entre accolades simples, ou le SERIAL majuscule d’Intune entre accolades doubles.',
  },
  'profiles.nameValueMissing': {
    sentence: 'Le nom de l’appareil a besoin de {{token}}, inconnu pour cet appareil.',
    remedy: 'Renseignez cette valeur, ou retirez la variable du modèle.',
  },
  'profiles.nameCharacters': {
    sentence: 'Le nom contient des caractères qu’un appareil n’accepte pas.',
    remedy: 'Utilisez des lettres, des chiffres, des espaces et la ponctuation courante, sans saut de ligne.',
  },
  'profiles.nameLength': {
    sentence: 'Le nom de l’appareil compterait {{length}} caractères ; {{limit}} au plus sont possibles.',
    remedy: 'Raccourcissez le modèle.',
  },
}
