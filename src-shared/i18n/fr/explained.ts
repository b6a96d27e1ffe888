import { explainedCable } from './explained-cable.ts'
import { explainedEnrollment } from './explained-enrollment.ts'
import { explainedLockdown } from './explained-lockdown.ts'
import { explainedProfiles } from './explained-profiles.ts'
import { explainedServices } from './explained-services.ts'

/** Les codes d’erreur expliqués : les mots de chaque sens (`of`, par identifiant) et leur présentation. */
export const explained = {
  of: {
    ...explainedCable,
    ...explainedEnrollment,
    ...explainedLockdown,
    ...explainedProfiles,
    ...explainedServices,
    unknown: {
      meaning: 'Ce code n’est pas connu ici.',
      cause: 'Il peut dire que quelque chose a échoué, ou seulement que personne ne sait où en est l’appareil.',
      remedy:
        'Relisez l’appareil : ne le tenez ni pour prêt ni pour perdu. Gardez toute la chaîne d’erreurs comme pièce pour le support.',
    },
  },
  label: {
    codes: 'Codes',
    cause: 'Cause probable',
    remedy: 'Que faire',
    retry: 'Réessayer',
    confidence: 'Confiance',
    source: 'Source',
    evidence: 'La chaîne entière, de l’extérieur vers l’intérieur',
  },
  retry: {
    never: 'non : le résultat serait le même',
    backoff: 'oui, après une pause',
    afterFix: 'oui, une fois la cause corrigée',
    reread: 'relire d’abord l’appareil',
  },
  source: {
    appleMdm: 'Apple : documentation Device Management',
    appleReference: 'Apple : Configuration Profile Reference, codes d’erreur',
    backupIssues: 'signalements d’utilisateurs d’outils de sauvegarde (libimobiledevice, Nugget)',
    deviceCode: 'lu par d’autres dans le code de l’appareil',
    enrollmentTools: 'notes d’un outil qui ajoute des appareils à Apple Business Manager',
    fieldLogs: 'scripts, journaux et notes de gens qui préparent des appareils',
    goIos: 'go-ios : code source et fils de discussion',
    hubNotes: 'notes publiques sur les interfaces de ces concentrateurs',
    intuneDocs: 'Microsoft : documentation d’inscription d’Intune',
    labNotes: 'notes de laboratoire publiques sur un iPad sous iPadOS 15.8',
    libimobiledevice: 'libimobiledevice : lockdown.h ; que faire : de nous',
    mobileDevice: 'noms tirés de errors.h d’ios-deploy ; que faire : de nous',
    repairGuides: 'guides de réparation publics',
    slipway: 'Slipway',
  },
}
