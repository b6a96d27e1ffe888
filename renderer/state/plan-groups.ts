import type { Plan } from '../../src-shared/plan.ts'

export type SortedPlans = {
  readonly ready: readonly Plan[]
  readonly erasing: readonly Plan[]
  readonly blocked: readonly Plan[]
}

/** Whether an erase is only possible: what is stored on a device is not known before it is paired. */
export function isEraseUncertain(plan: Plan): boolean {
  return plan.erases === 'maybe'
}

/** Plans with a problem are left out of what starts, so they erase nothing either. */
export function sortPlans(plans: readonly Plan[]): SortedPlans {
  const ready = plans.filter((plan) => plan.problems.length === 0)
  return {
    ready,
    erasing: ready.filter((plan) => plan.erases !== 'no'),
    blocked: plans.filter((plan) => plan.problems.length > 0),
  }
}

/** Plans that read alike are shown once. Each group is what its first plan says. */
export function groupAlike(plans: readonly Plan[]): readonly (readonly Plan[])[] {
  return [...Map.groupBy(plans, (plan) => JSON.stringify([plan.route, plan.erases, plan.steps])).values()]
}
