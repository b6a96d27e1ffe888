import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { api } from '../../api.ts'
import { EmptyNote } from '../../components/empty-note.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Screen } from '../../components/screen.tsx'
import { useAction } from '../../state/act.ts'
import { useAnswer } from '../../state/feed.ts'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'
import { BlueprintCard } from './blueprint-card.tsx'
import { BlueprintEditor } from './blueprint-editor.tsx'
import { blueprintText } from './blueprint-text.ts'

const useStyles = makeStyles({
  cards: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  hidden: { display: 'none' },
})

/** The station's blueprints: what each says, compared, taken in and given out as files. */
export function BlueprintsScreen() {
  const styles = useStyles()
  const { t } = useText()
  const [editing, setEditing] = useState<string | null>(null)
  const list = useAnswer('', async (core) => (await core['blueprints.list']({})).blueprints)
  const changed = (): void => {
    setEditing(null)
    list.again()
    void refreshBlueprints()
  }
  return (
    <Screen
      title={t('pages:blueprints.title')}
      intro={t('pages:blueprints.intro')}
      actions={<Import onText={setEditing} />}
    >
      {list.error !== null && <ErrorNote error={list.error} />}
      {editing !== null && (
        <BlueprintEditor
          key={editing}
          start={editing}
          known={list.value ?? []}
          onSaved={changed}
          onCancel={() => setEditing(null)}
        />
      )}
      {list.value?.length === 0 && (
        <EmptyNote title={t('pages:blueprints.none')} text={t('pages:blueprints.noneDetail')} />
      )}
      <div className={styles.cards}>
        {list.value?.map((blueprint) => (
          <BlueprintCard
            key={blueprint.id}
            blueprint={blueprint}
            others={(list.value ?? []).filter(({ id }) => id !== blueprint.id)}
            onEdit={() => setEditing(blueprintText(blueprint))}
            onRemoved={changed}
          />
        ))}
      </div>
    </Screen>
  )
}

/** The staging panel offers what is there now. */
async function refreshBlueprints(): Promise<void> {
  const { blueprints } = await api()['blueprints.list']({})
  useStation.setState({ blueprints })
}

/** A file is opened in the editor, which checks it, before anything is kept. */
function Import({ onText }: { readonly onText: (text: string) => void }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        className={styles.hidden}
        aria-label={t('pages:blueprints.import')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) action.run(async () => onText(await file.slice(0, 1_000_000).text()))
          event.target.value = ''
        }}
      />
      <Button onClick={() => input.current?.click()}>{t('pages:blueprints.import')}</Button>
    </>
  )
}
