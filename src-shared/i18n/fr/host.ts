import type { host as english } from '../en/host.ts'
import type { Texts } from '../texts.ts'

/** Ce que disent la station, l’application de bureau et la commande de démarrage en dehors de la page. */
export const host: Texts<typeof english> = {
  start: {
    noElectron:
      'La fenêtre de bureau (Electron) n’est pas installée ici ; les mêmes pages s’ouvrent dans votre navigateur.',
    building: 'Construction de la page…',
    address: 'Slipway est ouvert à l’adresse {{url}}',
    once: 'L’adresse sert une seule fois, pour un navigateur. Appuyez sur Entrée ici pour en obtenir une autre, sur Ctrl+C pour arrêter.',
    openYourself: 'Aucun navigateur n’a pu être ouvert. Ouvrez vous-même cette adresse :',
    practice: 'Exercice : appareils virtuels et locataire d’exercice. Rien n’est réel ici.',
    stopping: 'Arrêt en cours…',
    options:
      'Options : --practice  --devices N  --time instant|realistic|xN  --hands atOnce|after:MS|never  --data DOSSIER  --organization NOM  --port N  --no-open  --lang en|fr  --verbose',
  },
  refused: {
    title: 'Slipway ne connaît pas ce navigateur',
    text: 'Ouvrez l’adresse que Slipway a affichée à son démarrage. Elle sert une seule fois, pour un navigateur.',
    again:
      'Si elle a déjà servi, appuyez sur Entrée dans la fenêtre où Slipway s’exécute pour en obtenir une nouvelle, ou relancez Slipway.',
    wrongPlace: 'Cette demande ne vient pas d’une page Slipway de cet ordinateur ; elle a été refusée.',
    opening: 'Ouverture de Slipway…',
    continue: 'Continuer',
  },
  desktop: {
    coreFailed: 'Le cœur de Slipway ne peut pas démarrer.',
  },
}
