import { code128 } from './code-128.ts'

export type Label = {
  /** From the top, the first in bold. Lines beyond the fifth are left out: nobody could read them. */
  readonly lines: readonly string[]
  /** Printed as Code 128 beneath them; null prints none. */
  readonly barcode: string | null
}

/** A common size of label rolls, in millimeters. */
const width = 62
const height = 29
const margin = 2
const mostLines = 5
const barHeight = 8
const quietModules = 10

/** A label as SVG, in its real size: every program that prints can print it, and nothing in it needs a font file. */
export function labelSvg({ lines, barcode }: Label): string {
  const shown = lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, mostLines)
  const bars = barcode === null ? '' : barsSvg(barcode)
  const room = height - 2 * margin - (bars === '' ? 0 : barHeight + 1)
  const size = Math.min(6, room / Math.max(1, shown.length))
  const texts = shown.map((line, at) => {
    const longest = (width - 2 * margin) / (size * 0.58)
    const fitted = line.length > longest ? ` textLength="${width - 2 * margin}" lengthAdjust="spacingAndGlyphs"` : ''
    const weight = at === 0 ? ' font-weight="bold"' : ''
    const y = (margin + size * (at + 0.8)).toFixed(2)
    return `<text x="${margin}" y="${y}" font-size="${(size * 0.8).toFixed(2)}"${weight}${fitted}>${escaped(line)}</text>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" font-family="sans-serif">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...texts,
    ...(bars === '' ? [] : [bars]),
    '</svg>',
    '',
  ].join('\n')
}

/** As wide as the label allows, with the white on both sides that readers need. */
function barsSvg(text: string): string {
  const symbol = code128(text)
  if (symbol === null) return ''
  const modules = symbol.reduce((sum, one) => sum + one, 0) + 2 * quietModules
  const unit = (width - 2 * margin) / modules
  const top = height - margin - barHeight
  let at = margin + quietModules * unit
  const bars = symbol.map((one, index) => {
    const x = at
    at += one * unit
    return index % 2 === 0 ? `M${x.toFixed(3)} ${top}h${(one * unit).toFixed(3)}v${barHeight}H${x.toFixed(3)}z` : ''
  })
  return `<path d="${bars.join('')}"/>`
}

function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
