import type { automationErrors } from '../../errors/automation.ts'
import type { ErrorText } from '../../error-area.ts'

export const errorsAutomation: Readonly<Record<keyof typeof automationErrors, ErrorText>> = {
  'automation.unknownRule': {
    sentence: 'Il n’existe pas de règle d’automatisation « {{id}} ».',
    remedy: 'Affichez la liste des règles et reprenez l’un de leurs identifiants.',
  },
  'automation.notArmed': {
    sentence: 'La règle d’automatisation n’est pas armée.',
    remedy: 'Armez-la de nouveau ; un redémarrage ou toute modification la désarme.',
  },
  'automation.blueprintChanged': {
    sentence: 'Le modèle a été modifié après l’armement de la règle ; elle a donc été désarmée.',
    remedy: 'Vérifiez ce que fait le modèle à présent, puis armez de nouveau la règle.',
  },
  'automation.usedUp': {
    sentence: 'La règle a lancé autant d’appareils que prévu à son armement ({{maximum}}).',
    remedy: 'Armez-la de nouveau pour les appareils restants.',
  },
  'automation.expired': {
    sentence: 'La durée pour laquelle la règle était armée est écoulée.',
    remedy: 'Armez-la de nouveau si des appareils doivent encore démarrer d’eux-mêmes.',
  },
}
