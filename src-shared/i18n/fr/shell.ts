import type { shell as english } from '../en/shell.ts'
import type { Texts } from '../texts.ts'

export const shell: Texts<typeof english> = {
  navigation: 'Pages',
  loading: 'Chargement…',
  broken: 'Cette page n’a pas pu s’afficher.',
  brokenDetail:
    'Ce qui est en cours sur les appareils continue. Rechargez la page ; si cela ne suffit pas, redémarrez Slipway.',
  reload: 'Recharger',
  contrast: 'Contraste élevé',
  page: {
    stage: 'Préparation',
    returns: 'Retours',
    shift: 'Service',
    automation: 'Automatisation',
    blueprints: 'Modèles',
    intune: 'Intune',
    ledger: 'Registre',
    practice: 'Exercice',
    settings: 'Réglages',
  },
}
