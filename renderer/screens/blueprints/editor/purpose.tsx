import { Section } from '../../../components/section.tsx'
import { useText } from '../../../text.tsx'
import { useDraft } from './draft.ts'
import { Choice, TextLine } from './fields.tsx'
import { idFor } from './new-blueprint.ts'

/** Name, id and kind. */
export function Purpose({ taken }: { readonly taken: readonly string[] }) {
  const { t } = useText()
  const { value, change, isNew, idTaken } = useDraft()
  const rename = (name: string): void => {
    // The id follows the name until somebody gives it one of its own.
    const follows = isNew && value.id === idFor(value.name, taken)
    change({ name, ...(follows && { id: idFor(name, taken) }) })
  }
  return (
    <Section title={t('editor:group.purpose')}>
      <TextLine path="name" label={t('blueprint:field.name')} required value={value.name} onChange={rename} />
      {isNew ? (
        <TextLine
          path="id"
          label={t('blueprint:field.id')}
          required
          maxLength={64}
          hint={idTaken ? t('editor:idTaken') : t('editor:idHint')}
          value={value.id}
          onChange={(id) => change({ id })}
        />
      ) : null}
      <Choice
        path="kind"
        label={t('blueprint:field.kind')}
        value={value.kind}
        options={(['stage', 'return'] as const).map((kind) => ({
          value: kind,
          label: t(`editor:kind.${kind}`),
          hint: t(`editor:kindHint.${kind}`),
        }))}
        onChange={(kind) => change({ kind })}
      />
    </Section>
  )
}
