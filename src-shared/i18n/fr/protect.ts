/** `slipway protect` : appareils qu’aucun accord ne permet d’effacer. */
export const protect = {
  about: 'appareils jamais effacés, et liste de ceux qui peuvent l’être ; sans option, affiche les deux',
  never: 'numéros de série des appareils jamais effacés, quel que soit l’accord donné',
  remove: 'retire des numéros de série de la liste des appareils jamais effacés',
  allow: 'ajoute des numéros de série à la liste des appareils qui peuvent être effacés',
  disallow: 'retire des numéros de série de la liste des appareils qui peuvent être effacés',
  onlyListed:
    'n’effacer, préparer et modifier que les appareils de la liste ; les autres sont lus et laissés tels quels',
  anyDevice: 'tout appareil peut de nouveau être préparé, sauf ceux qui ne sont jamais effacés',
  shown: {
    onlyListed:
      'Seuls les appareils de la liste peuvent être effacés ({{count}}) ; les autres sont laissés tels quels.',
    anyDevice: 'Tout appareil peut être effacé, avec accord.',
    never: 'Jamais effacés ({{count}}) :',
    neverNone: 'Aucun appareil ne figure sur la liste de ceux qui ne sont jamais effacés.',
    allowed: 'Sur la liste ({{count}}) :',
  },
}
