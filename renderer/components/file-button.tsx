import { Button, makeStyles } from '@fluentui/react-components'
import { useRef } from 'react'

const useStyles = makeStyles({ hidden: { display: 'none' } })

type FileButtonProps = {
  readonly label: string
  /** As a file dialog takes it: `.p7m,.pem`. */
  readonly accept: string
  readonly disabled?: boolean
  readonly onFile: (file: File) => void
}

/** A button that lets the person choose one file. */
export function FileButton({ label, accept, disabled = false, onFile }: FileButtonProps) {
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        className={styles.hidden}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) onFile(file)
          event.target.value = ''
        }}
      />
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  )
}

/** No file that is asked for here is larger. */
const mostBytes = 1_000_000

/** The bytes as the contract takes them. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, mostBytes).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
