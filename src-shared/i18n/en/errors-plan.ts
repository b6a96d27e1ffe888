export const errorsPlan = {
  'plan.profileNotNamed': {
    sentence: 'The blueprint {{name}} names no enrollment profile, and its route needs one.',
    remedy: 'Name Intune’s profile in the blueprint.',
  },
}
