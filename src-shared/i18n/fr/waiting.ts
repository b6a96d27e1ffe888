/** Ce que l’on dit d’un appareil qui attend Intune, ou quelqu’un, plus longtemps que prévu. */
export const waiting = {
  note: {
    away: 'Intune est injoignable pour l’instant. L’appareil continue d’attendre ; si son écran signale une erreur, touchez-y Réessayer dès qu’Intune est de retour.',
    afterOutage:
      'Intune a été injoignable pendant que cet appareil attendait. Regardez son écran : s’il dit que le profil n’a pas pu être téléchargé, touchez-y Réessayer, car il ne recommencera peut-être jamais de lui-même.',
    long: 'Il attend depuis {{minutes}} minutes. Regardez son écran : si l’Assistant réglages attend quelqu’un, continuez-y ; s’il dit que le profil n’a pas pu être téléchargé, touchez Réessayer.',
    longDirect:
      'Il attend depuis {{minutes}} minutes. Vérifiez qu’il est en ligne et que son profil de gestion figure dans Réglages > Général > VPN et gestion de l’appareil.',
  },
  short: {
    away: 'Intune est injoignable. L’appareil continue d’attendre.',
    afterOutage: 'Regardez son écran : si le profil n’a pas pu être téléchargé, touchez Réessayer.',
    long: 'Regardez son écran : si le profil n’a pas pu être téléchargé, touchez Réessayer.',
    longDirect: 'Vérifiez qu’il est en ligne et qu’il a son profil de gestion.',
  },
  wall: { away: 'Intune injoignable', afterOutage: 'À regarder', long: 'À regarder', longDirect: 'À regarder' },
}
