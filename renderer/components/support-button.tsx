import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { DocumentArrowDown20Regular } from '@fluentui/react-icons/svg/document-arrow-down'
import { useState } from 'react'
import { api } from '../api.ts'
import { useAction } from '../state/act.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'

const useStyles = makeStyles({ quiet: { margin: 0, color: tokens.colorNeutralForeground2 } })

/** One click: a file for supporters that tells nobody whose device it is. */
export function SupportButton({ udid }: { readonly udid: string }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [saved, setSaved] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    const { name, text } = await api()['support.bundle']({ udid })
    saveFile(name, text)
    setSaved(name)
  }
  return (
    <>
      <div>
        <Button icon={<DocumentArrowDown20Regular />} disabled={action.busy} onClick={() => action.run(save)}>
          {t('bench:support.save')}
        </Button>
      </div>
      <p className={styles.quiet} role="status">
        {saved === null ? t('bench:support.hint') : t('bench:support.saved', { name: saved })}
      </p>
      {action.error !== null && <ErrorNote error={action.error} />}
    </>
  )
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser takes the bytes after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
