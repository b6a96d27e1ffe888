export const errorsAssets = {
  'assets.taken': {
    sentence: 'L’étiquette {{asset}} appartient déjà à l’appareil de numéro de série {{owner}}.',
    remedy:
      'Vérifiez que la bonne étiquette a été scannée. Si elle est passée à {{serial}}, choisissez Déplacer l’étiquette.',
  },
  'assets.hasOther': {
    sentence: 'L’appareil {{serial}} porte déjà l’étiquette {{before}}.',
    remedy:
      'Vérifiez qu’il s’agit du bon appareil. Si {{asset}} remplace {{before}}, choisissez Remplacer l’étiquette.',
  },
  'assets.changed': {
    sentence: 'L’étiquette de {{serial}} a encore changé entre-temps ; elle est restée telle quelle.',
    remedy: 'Scannez à nouveau l’étiquette et l’appareil.',
  },
}
