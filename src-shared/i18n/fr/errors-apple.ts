export const errorsApple = {}
