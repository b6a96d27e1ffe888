import type { Texts } from '../texts.ts'
import type { local as en } from '../en/local.ts'

export const local: Texts<typeof en> = {
  about: 'qui travaille dans le dossier de données',
  nobody: 'Personne ne travaille dans {{path}}.',
  running: '{{host}} travaille dans {{path}} : processus {{pid}}, version {{version}}, depuis le {{since}}.',
  alone: 'Ce programme travaille seul et ne sert personne d’autre.',
  silent: 'Le processus {{pid}} tient {{path}} mais ne répond pas ; il est peut-être en train de démarrer.',
  noClients: 'Aucun autre programme ne travaille à travers lui.',
  clients: 'Travaillent à travers lui :',
  client: '{{host}} : processus {{pid}}, depuis le {{since}}',
  host: {
    station: 'La station',
    desktop: 'La fenêtre de bureau',
    cli: 'Une commande',
    prove: 'slipway prove',
  },
  joined:
    'Un Slipway travaille déjà dans ce dossier de données (processus {{pid}}). Cette fenêtre passe par lui, avec ses appareils et ses réglages.',
  lost: 'Le Slipway par lequel passait cette fenêtre s’est arrêté. Tentative de reprise…',
  takenOver: 'Ce Slipway fait maintenant le travail lui-même.',
  joinedAgain: 'Reprise par le processus {{pid}}.',
  languageUnknown: 'La langue « {{language}} » n’existe pas : en ou fr.',
}
