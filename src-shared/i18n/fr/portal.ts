/** Le site d’exercice du Portail d’entreprise. */
export const portal = {
  site: {
    title: 'Portail d’entreprise : {{name}}',
    about: 'Voici les appareils de votre entreprise inscrits à votre nom.',
    none: 'Aucun appareil de votre entreprise ne vous est encore affecté.',
    ready: 'prêt à l’emploi',
    waiting: 'à identifier dans l’application Portail d’entreprise',
  },
  finish: {
    title: 'Terminer l’inscription',
    text: 'Le numéro de série a été vérifié. Encore une étape, et vous pourrez tout utiliser sur cet appareil.',
    button: 'Terminer',
  },
  return: {
    title: 'Retournez à l’application',
    text: 'L’inscription est terminée. Retournez à l’application Portail d’entreprise.',
    link: 'Ouvrir le Portail d’entreprise',
  },
  enroll: {
    title: 'Configurer un nouvel appareil',
    text: 'Téléchargez le profil de gestion, puis installez-le dans Réglages. Retournez ensuite à l’application.',
    download: 'Télécharger le profil',
  },
  expiredTitle: 'Le délai est dépassé',
  expired: 'Recommencez dans l’application Portail d’entreprise.',
}
