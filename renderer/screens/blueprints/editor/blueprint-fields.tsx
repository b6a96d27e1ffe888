import { makeStyles, tokens } from '@fluentui/react-components'
import { Contents } from './contents.tsx'
import { useDraft } from './draft.ts'
import { Ending } from './ending.tsx'
import { Enrollment } from './enrollment.tsx'
import { Erasing, Power } from './erasing.tsx'
import { Identity } from './identity.tsx'
import { Naming } from './naming.tsx'
import { Network } from './network.tsx'
import { Purpose } from './purpose.tsx'
import { Region } from './region.tsx'
import { Returning } from './returning.tsx'
import { SetupPanes } from './setup-panes.tsx'

const useStyles = makeStyles({
  groups: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXL,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

/** Every field of a blueprint, in the order in which people think of them. Of a return only what it can have. */
export function BlueprintFields({ taken }: { readonly taken: readonly string[] }) {
  const styles = useStyles()
  const { value } = useDraft()
  return (
    <div className={styles.groups}>
      <Purpose taken={taken} />
      {value.kind === 'stage' ? (
        <>
          <Enrollment />
          <Identity />
          <SetupPanes />
          <Network />
          <Naming />
          <Region />
          <Contents />
        </>
      ) : (
        <Returning />
      )}
      <Erasing />
      <Power />
      <Ending />
    </div>
  )
}
