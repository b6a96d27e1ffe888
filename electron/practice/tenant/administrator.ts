/** Who a practice tenant's own tokens stand for, and who administers it. */
export const demoAdministrator = 'admin@contoso.example'
