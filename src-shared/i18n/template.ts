/** Fills `{{name}}` from values; a missing value shows its name, so that the gap is seen rather than hidden. */
export function fillTemplate(text: string, values: Readonly<Record<string, string | number | boolean | null>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_match, name: string) => {
    const value = values[name]
    return value === undefined || value === null ? name : String(value)
  })
}
