export const errorsCrypto = {
  'crypto.selfTest': {
    sentence: 'La cryptographie de cet ordinateur a échoué à son autotest ({{detail}}).',
    remedy: 'Réinstallez Slipway ou son environnement Node ; d’ici là, rien n’est signé ni envoyé.',
  },
  'crypto.cannotOpen': {
    sentence:
      'Des données chiffrées ne peuvent pas être ouvertes : la clé est fausse ou les données ont été modifiées.',
    remedy:
      'Vérifiez la phrase secrète ou le fichier de clé ; s’ils sont corrects, restaurez les données depuis une sauvegarde.',
  },
  'crypto.badKey': {
    sentence: 'Slipway ne peut pas utiliser cette clé.',
    remedy: 'Donnez une clé RSA non chiffrée en PEM ou en DER, ou un fichier .p12 avec son mot de passe.',
  },
  'certificate.invalid': {
    sentence: 'Ce certificat est illisible.',
    remedy: 'Donnez un certificat X.509 en PEM ou en DER.',
  },
  'certificate.untrusted': {
    sentence: 'Un certificat ne mène à aucune autorité racine de confiance.',
    remedy: 'Vérifiez qui l’a émis, et que l’autorité racine est bien celle qui est attendue.',
  },
  'certificate.expired': {
    sentence: 'Un certificat a expiré.',
    remedy: 'Renouvelez-le ; s’il devrait encore être valable, vérifiez la date de cet ordinateur.',
  },
  'certificate.notYetValid': {
    sentence: 'Un certificat n’est pas encore valable.',
    remedy: 'Vérifiez la date et l’heure de cet ordinateur.',
  },
  'csr.invalid': {
    sentence: 'Une demande de certificat est illisible : {{reason}}.',
    remedy: 'Demandez de nouveau le certificat ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  'cms.invalid': {
    sentence: 'Des données signées ont été refusées : {{reason}}.',
    remedy:
      'Récupérez de nouveau le fichier ou la réponse à sa source ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  'cms.cannotOpen': {
    sentence: 'Cette clé n’ouvre pas le message chiffré.',
    remedy: 'Vérifiez qu’il a été chiffré pour le certificat utilisé.',
  },
  'scep.invalid': {
    sentence: 'Un message SCEP a été refusé : {{reason}}.',
    remedy: 'Réessayez ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  'pkcs12.cannotOpen': {
    sentence:
      'Impossible d’ouvrir le fichier .p12 : le mot de passe est faux ou le fichier ne contient aucune identité utilisable.',
    remedy: 'Vérifiez le mot de passe, et que le fichier contient un certificat avec sa clé RSA.',
  },
  'tls.handshake': {
    sentence: 'Aucune connexion sécurisée n’a pu être établie ({{reason}}).',
    remedy:
      'Débranchez l’appareil puis rebranchez-le ; si cela se reproduit, supprimez le jumelage et jumelez de nouveau.',
  },
  'http.badUrl': {
    sentence: '« {{url}} » n’est pas une adresse web utilisable.',
    remedy: 'Donnez une adresse qui commence par https:// et ne contient ni nom d’utilisateur ni mot de passe.',
  },
  'http.notHttps': {
    sentence: '{{host}} serait contacté sans chiffrement, ce qui n’est pas permis ici.',
    remedy: 'Utilisez une adresse qui commence par https://.',
  },
  'http.unreachable': {
    sentence: '{{host}} est injoignable ({{cause}}).',
    remedy: 'Vérifiez le réseau, l’adresse, et que le service fonctionne.',
  },
  'http.untrusted': {
    sentence: 'Le certificat de {{host}} n’est pas digne de confiance ({{reason}}).',
    remedy:
      'Vérifiez l’horloge et l’adresse ; si une autorité d’entreprise signe le trafic, ajoutez-la aux autorités de certification supplémentaires.',
  },
  'http.timeout': {
    sentence: '{{host}} n’a pas répondu en {{seconds}} s.',
    remedy: 'Vérifiez le réseau et réessayez.',
  },
  'http.tooLarge': {
    sentence: 'La réponse de {{host}} dépasse les {{limit}} octets attendus au maximum.',
    remedy: 'Vérifiez que l’adresse est bien celle du service voulu.',
  },
}
