export const errorsCrypto = {}
