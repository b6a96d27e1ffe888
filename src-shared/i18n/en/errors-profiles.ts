export const errorsProfiles = {}
