export const errorsGraph = {}
