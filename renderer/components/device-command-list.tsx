import { Button, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { isUnderWay } from '../device-words.ts'
import { safeCommands, useDeviceCommand } from '../state/device-command.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'

const useStyles = makeStyles({
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
})

/** What may be asked of a device from here without a second thought. */
export function DeviceCommandList({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const command = useDeviceCommand(device.udid, text)
  if (device.presence !== 'attached') return <p className={styles.quiet}>{t('bench:commands.away')}</p>
  const busy = isUnderWay(device) && device.stage !== 'awaitingEnrollment'
  return (
    <>
      <p className={styles.quiet}>{t(busy ? 'bench:commands.busy' : 'bench:commands.intro')}</p>
      <div className={styles.list}>
        {safeCommands.map((name) => (
          <CommandButton
            key={name}
            label={t(`bench:commands.${name}`)}
            hint={t(`bench:commands.${name}Hint`)}
            disabled={busy || command.running !== null}
            onClick={() => command.start(name)}
          />
        ))}
      </div>
      <div role="status">
        {command.running !== null && (
          <Spinner
            size="small"
            labelPosition="after"
            label={command.phase === null ? t('bench:commands.working') : t(`bench:commands.phase.${command.phase}`)}
          />
        )}
        {command.said}
      </div>
      {command.error !== null && <ErrorNote error={command.error} />}
    </>
  )
}

type CommandButtonProps = {
  readonly label: string
  readonly hint: string
  readonly disabled: boolean
  readonly onClick: () => void
}

function CommandButton({ label, hint, disabled, onClick }: CommandButtonProps) {
  const styles = useStyles()
  return (
    <>
      <Button disabled={disabled} onClick={onClick}>
        {label}
      </Button>
      <span className={styles.quiet}>{hint}</span>
    </>
  )
}
