import { tokens } from '@fluentui/react-components'
import type { GriffelStyle } from '@fluentui/react-components'

/** A bar of sentences in a panel: as high as its words, which begin at its top. */
export const noteBarStyle: GriffelStyle = {
  flexShrink: 0,
  alignItems: 'start',
  paddingTop: tokens.spacingVerticalS,
  paddingBottom: tokens.spacingVerticalS,
}
