import { Tab, TabList, makeStyles } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import { checkBlueprint } from '../../../src-shared/blueprint-check.ts'
import { settleBlueprint } from '../../../src-shared/blueprint-settle.ts'
import type { Blueprint } from '../../../src-shared/blueprint.ts'
import { Section } from '../../components/section.tsx'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { blueprintText } from './blueprint-text.ts'
import { BlueprintFields } from './editor/blueprint-fields.tsx'
import { DraftContext } from './editor/draft.ts'
import { BlueprintJson, checkText } from './editor/blueprint-json.tsx'
import { SaveBar } from './editor/save-bar.tsx'

const useStyles = makeStyles({ text: { margin: 0 } })

/** What the editor opens with: a blueprint, or the text of a file, which may be anything. */
export type EditorStart =
  | { readonly kind: 'change' | 'new'; readonly blueprint: Blueprint }
  | { readonly kind: 'text'; readonly text: string }

type BlueprintEditorProps = {
  readonly start: EditorStart
  readonly known: readonly Blueprint[]
  readonly onSaved: () => void
  readonly onCancel: () => void
}

/** A blueprint as fields, or as text for who knows it; checked at every key, and what would change is said first. */
export function BlueprintEditor({ start, known, onSaved, onCancel }: BlueprintEditorProps) {
  const styles = useStyles()
  const { t } = useText()
  const opened = openedAs(start)
  const [wish, setWish] = useState(opened.blueprint)
  const [text, setText] = useState(opened.text)
  const materials = useAnswer('', (core) => core['blueprints.materials']({}))
  const value = useMemo(() => (wish === null ? null : settleBlueprint(wish)), [wish])
  const written = text === null ? null : checkText(text)
  const check = text === null ? checkBlueprint(value) : written
  const isNew = start.kind === 'new' || (start.kind === 'text' && known.every(({ id }) => id !== value?.id))
  const idTaken = text === null && isNew && known.some(({ id }) => id === value?.id)
  const toFields = (): void => {
    if (written?.blueprint == null) return
    setWish(written.blueprint)
    setText(null)
  }
  const title = start.kind === 'change' ? t('editor:title', { name: start.blueprint.name }) : t('editor:newTitle')
  return (
    <Section title={title}>
      <TabList
        aria-label={t('editor:view')}
        selectedValue={text === null ? 'fields' : 'json'}
        onTabSelect={(_event, { value: chosen }) => {
          if (chosen === 'fields') toFields()
          else if (text === null && value !== null) setText(blueprintText(value))
        }}
      >
        <Tab value="fields" disabled={text !== null && written?.blueprint == null}>
          {t('editor:fields')}
        </Tab>
        <Tab value="json">{t('editor:json')}</Tab>
      </TabList>
      {text === null && value !== null ? (
        <DraftContext
          value={{
            value,
            change: (changes) => setWish((before) => (before === null ? null : { ...before, ...changes })),
            problems: check?.problems ?? [],
            materials: materials.value,
            materialsChanged: materials.again,
            isNew,
            idTaken,
          }}
        >
          <BlueprintFields taken={known.map(({ id }) => id)} />
        </DraftContext>
      ) : (
        <>
          {written?.blueprint == null && <p className={styles.text}>{t('editor:jsonFirst')}</p>}
          <BlueprintJson text={text ?? ''} onChange={setText} />
        </>
      )}
      <SaveBar check={check} known={known} idTaken={idTaken} onSaved={onSaved} onCancel={onCancel} />
    </Section>
  )
}

/** Fields where they can show everything, else the text. */
function openedAs(start: EditorStart): { readonly blueprint: Blueprint | null; readonly text: string | null } {
  if (start.kind !== 'text') return { blueprint: start.blueprint, text: null }
  const check = checkText(start.text)
  const remarks = (check?.unknownFields.length ?? 0) + (check?.renamedFields.length ?? 0)
  const blueprint = check?.blueprint ?? null
  return { blueprint, text: blueprint === null || remarks > 0 ? start.text : null }
}
