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
import type { EditorStart } from './blueprint-editor.tsx'
import { copyOf, newBlueprint } from './editor/new-blueprint.ts'

const useStyles = makeStyles({
  cards: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  hidden: { display: 'none' },
})

/** The station's blueprints: what each says, compared, taken in and given out as files. */
export function BlueprintsScreen() {
  const styles = useStyles()
  const { t } = useText()
  const [editing, setEditing] = useState<EditorStart | null>(null)
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
      actions={
        <>
          <Import onText={(text) => setEditing({ kind: 'text', text })} />
          <Button appearance="primary" onClick={() => setEditing({ kind: 'new', blueprint: newBlueprint() })}>
            {t('editor:new')}
          </Button>
        </>
      }
    >
      {list.error !== null && <ErrorNote error={list.error} />}
      {editing !== null && (
        <BlueprintEditor
          key={JSON.stringify(editing)}
          start={editing}
          known={list.value ?? []}
          onSaved={changed}
          onCancel={() => setEditing(null)}
        />
      )}
      {list.value?.length === 0 && (
        <EmptyNote title={t('pages:blueprints.none')} text={t('pages:blueprints.noneDetail')} />
      )}
      <div className={editing === null ? styles.cards : styles.hidden}>
        {list.value?.map((blueprint) => (
          <BlueprintCard
            key={blueprint.id}
            blueprint={blueprint}
            others={(list.value ?? []).filter(({ id }) => id !== blueprint.id)}
            onEdit={() => setEditing({ kind: 'change', blueprint })}
            onDuplicate={() => {
              const name = t('editor:copyName', { name: blueprint.name })
              setEditing({
                kind: 'new',
                blueprint: copyOf(
                  blueprint,
                  name,
                  (list.value ?? []).map(({ id }) => id),
                ),
              })
            }}
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
