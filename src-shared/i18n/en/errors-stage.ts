export const errorsStage = {}
