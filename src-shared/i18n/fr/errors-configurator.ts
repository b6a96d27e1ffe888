import type { ErrorText } from '../../error-area.ts'
import type { configuratorErrors } from '../../errors/configurator.ts'

export const errorsConfigurator: Readonly<Record<keyof typeof configuratorErrors, ErrorText>> = {
  'configurator.notMac': {
    sentence: 'L’outil cfgutil d’Apple n’existe que pour le Mac.',
    remedy:
      'Slipway s’en passe ici ; ce que seul cfgutil sait faire demande Slipway sur un Mac avec Apple Configurator.',
  },
  'configurator.practice': {
    sentence: 'Un monde d’entraînement n’utilise pas cfgutil d’Apple : il agirait sur les vrais appareils branchés.',
    remedy: 'Retirez --practice, ou nommez une doublure avec --cfgutil.',
  },
  'configurator.notFound': {
    sentence: 'L’outil cfgutil d’Apple est introuvable ou ne peut pas être lancé ({{places}}).',
    remedy:
      'Installez Apple Configurator depuis le Mac App Store ; son menu propose aussi Installer les outils d’automatisation.',
  },
  'configurator.notVerified': {
    sentence: 'cfgutil {{version}} n’est pas vérifié ici : il reste désactivé.',
    remedy: 'Essayez-le sur un appareil de réserve avec : slipway prove --backend configurator',
  },
  'configurator.noDevice': {
    sentence: 'cfgutil n’a pas trouvé cet appareil ; rien n’a été fait.',
    remedy: 'Vérifiez le câble, déverrouillez l’appareil, consultez slipway configurator list et réessayez.',
  },
  'configurator.whichDevice': {
    sentence: 'cfgutil voit {{count}} appareils : il faut en nommer un.',
    remedy: 'Nommez-le avec --ecid, ou débranchez les autres.',
  },
  'configurator.ecidUnknown': {
    sentence: 'L’ECID de l’appareil n’est pas connu, et cfgutil n’est jamais appelé sans lui.',
    remedy:
      'Déverrouillez l’appareil et touchez Se fier, ou écrivez l’ECID tel que slipway configurator list le montre (0x…).',
  },
  'configurator.wordRefused': {
    sentence: 'cfgutil {{verb}} pourrait prendre « {{word}} » pour autre chose.',
    remedy: 'Utilisez un texte non vide, sans tiret au début ni caractère de contrôle.',
  },
  'configurator.noWarrant': {
    sentence: 'cfgutil {{verb}} a été arrêté : personne n’y a consenti.',
    remedy: 'Rien n’a été fait. Lancez l’opération depuis Slipway et confirmez-la.',
  },
  'configurator.stopped': {
    sentence: 'cfgutil {{verb}} a été arrêté avant sa fin.',
    remedy: 'L’opération a peut-être eu lieu : regardez l’appareil ou relisez-le avant de recommencer.',
  },
  'configurator.noAnswer': {
    sentence: 'cfgutil {{verb}} n’a pas fini en {{seconds}} secondes et a été arrêté.',
    remedy:
      'L’opération a peut-être eu lieu : relisez l’appareil avant de recommencer. Vérifiez le câble et le réseau.',
  },
  'configurator.tooMuch': {
    sentence: 'cfgutil {{verb}} a écrit plus que sa réponse ne peut contenir et a été arrêté.',
    remedy: 'Relisez l’appareil. Si cela se répète, signalez-le avec la version d’Apple Configurator.',
  },
  'configurator.garbled': {
    sentence: 'cfgutil {{verb}} s’est terminé ({{end}}) sans réponse lisible : {{text}}',
    remedy: 'On ne sait pas ce qu’il a fait : relisez l’appareil avant de recommencer.',
  },
  'configurator.wrongDevice': {
    sentence: 'cfgutil {{verb}} a été appelé pour {{ecid}} et parle de {{named}}.',
    remedy:
      'Débranchez tous les autres appareils, relisez celui-ci et signalez-le avec la version d’Apple Configurator.',
  },
  'configurator.deviceLeft': {
    sentence: 'L’appareil est parti pendant cfgutil {{verb}} ; on ne sait pas ce qui lui est arrivé.',
    remedy: 'Relisez-le à son retour. Ne recommencez que ce dont l’appareil montre que cela n’a pas été fait.',
  },
  'configurator.alreadyPrepared': {
    sentence: 'L’appareil est déjà préparé.',
    remedy:
      'D’autres réglages demandent d’abord un effacement ; un appareil accepte une seule configuration par effacement.',
  },
  'configurator.waitsForTap': {
    sentence: 'L’appareil a reçu le profil et attend que quelqu’un l’installe.',
    remedy: 'Ouvrez Réglages sur l’appareil, installez le profil, puis relisez l’appareil.',
  },
  'configurator.refused': {
    sentence: 'cfgutil {{verb}} a échoué : {{text}} ({{domain}} {{code}})',
    remedy: 'slipway errors explain {{code}} dit ce qu’on en sait. Relisez l’appareil avant de recommencer.',
  },
}
