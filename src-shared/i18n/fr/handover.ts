/** La carte remise à l’utilisateur avec l’appareil. */
export const handover = {
  about: 'une page à imprimer par appareil : ce que l’utilisateur doit faire, avec la fin du numéro de série',
  serials: 'numéros de série',
  batch: 'un fichier avec un numéro de série par ligne, pour tout un lot',
  kind: 'comment l’appareil reçoit son utilisateur : {{names}}',
  organization: 'qui remet l’appareil',
  phone: 'le numéro de téléphone de l’assistance',
  badSerial: '« {{text}} » n’est pas un numéro de série.',
  badKind: '--user accepte : {{names}}.',
  noSerials: 'Indiquez des numéros de série, ou un fichier avec --batch.',
  title: 'Votre nouvel appareil',
  from: 'De la part de {{organization}}',
  serial: 'Numéro de série :',
  help: 'Besoin d’aide ? Appelez le {{phone}}.',
  noPortal: 'Cet appareil n’est dédié à personne. N’y installez pas le Portail d’entreprise.',
  step: {
    start: 'Allumez l’appareil et suivez l’Assistant Installation jusqu’au bout.',
    startSignedIn:
      'Allumez l’appareil et suivez l’Assistant Installation. Quand il le demande, connectez-vous avec votre compte professionnel.',
    ready: 'C’est tout : l’appareil est prêt.',
    appleId: 'Connectez-vous avec un compte Apple, dans l’Assistant Installation ou plus tard dans Réglages.',
    install: 'Installez « Portail d’entreprise Intune » depuis l’App Store.',
    signIn: 'Ouvrez-le et connectez-vous avec le même compte professionnel.',
    choose: 'Choisissez cet appareil dans la liste. S’il n’y est pas, choisissez « Nouvel appareil ».',
    lastFour:
      'Saisissez les quatre derniers caractères du numéro de série : {{last}}. Ils figurent aussi dans Réglages › Général › Informations.',
    website: 'Terminez sur le site web qui s’ouvre, puis retournez à l’application.',
    done: 'C’est terminé : tout est à votre disposition sur cet appareil.',
  },
}
