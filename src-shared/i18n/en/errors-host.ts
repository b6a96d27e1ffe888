export const errorsHost = {}
