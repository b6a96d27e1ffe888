/** Signs in at the practice authority. */
export const managedDomain = 'contoso.example'

/** Signs in at a federation service of the organization's own, while that is switched on. */
export const federatedDomain = 'fabrikam.example'
