/** Ce que l’on dit d’un appareil qui attend Intune, ou quelqu’un, plus longtemps que prévu. */
export const waiting = {
  note: {
    away: 'Intune est injoignable pour l’instant. L’appareil continue d’attendre ; si son écran signale une erreur, touchez-y Réessayer dès qu’Intune est de retour.',
    afterOutage:
      'Intune a été injoignable pendant que cet appareil attendait. Regardez son écran : s’il dit que le profil n’a pas pu être téléchargé, touchez-y Réessayer, car il ne recommencera peut-être jamais de lui-même.',
    long: 'Il attend depuis {{minutes}} minutes. Regardez son écran : si l’Assistant réglages attend quelqu’un, continuez-y ; s’il dit que le profil n’a pas pu être téléchargé, touchez Réessayer. S’il dit que le serveur SCEP a renvoyé une réponse non valide, Réessayer aide dans les 15 minutes qui suivent le premier essai ; après, seul un effacement aide.',
    longDirect:
      'Il attend depuis {{minutes}} minutes. Vérifiez qu’il est en ligne et que son profil de gestion figure dans Réglages > Général > VPN et gestion de l’appareil.',
  },
  short: {
    away: 'Intune est injoignable. L’appareil continue d’attendre.',
    afterOutage: 'Regardez son écran : si le profil n’a pas pu être téléchargé, touchez Réessayer.',
    long: 'Regardez son écran : si le profil n’a pas pu être téléchargé, touchez Réessayer.',
    longDirect: 'Vérifiez qu’il est en ligne et qu’il a son profil de gestion.',
  },
  handed: {
    install:
      'Encore {{left}} pour toucher Installer ; ensuite l’appareil abandonne le profil, et Réessayer lui en remet un neuf.',
    certificate:
      'Intune laisse 15 minutes à une inscription pour obtenir son certificat : elle est sûrement à temps jusqu’à {{time}}.',
    until: '{{what}} (jusqu’à {{time}})',
  },
  provisional: {
    note: {
      waiting:
        'Ajouté à la main dans Apple Business Manager. Une fois attribué et inscrit, qui l’utilise peut quitter la gestion pendant 30 jours.',
      open: 'Ajouté à la main dans Apple Business Manager : jusqu’au {{time}}, qui l’utilise peut quitter la gestion.',
      soon: 'Ajouté à la main dans Apple Business Manager : jusqu’au {{time}}, qui l’utilise peut quitter la gestion.',
      settled:
        'Ajouté à la main dans Apple Business Manager. Ses 30 jours sont passés : la gestion ne peut plus être quittée.',
    },
    state: {
      waiting: 'pas commencé : pas attribué ou pas inscrit',
      open: 'peut quitter la gestion',
      soon: 'peut quitter la gestion, plus pour longtemps',
      settled: 'définitif : ne peut plus la quitter',
    },
    column: { serial: 'Numéro de série', added: 'Ajouté', until: 'Jusqu’au', state: 'État' },
    none: 'Aucun appareil n’a été ajouté à la main dans Apple Business Manager, ou aucun compte n’y est relié.',
    title: 'Appareils ajoutés à la main',
    show: 'Montrer chaque appareil',
    only: 'Les {{shown}} premiers sur {{count}} ; la ligne de commande les liste tous.',
  },
  wall: { away: 'Intune injoignable', afterOutage: 'À regarder', long: 'À regarder', longDirect: 'À regarder' },
}
