export const errorsPractice = {}
