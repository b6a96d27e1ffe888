/** The same keys with other words: a catalogue in another language that lacks a key, or has one too many, does not compile. */
export type Texts<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Texts<T[Key]> }
