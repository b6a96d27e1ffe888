import { Button, Link, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import type { AccountStatus, AccountTest, SignInItem } from '../../src-shared/account-contract.ts'
import { api } from '../api.ts'
import { useAction } from '../state/act.ts'
import { useText } from '../text.tsx'
import { DataTable } from './data-table.tsx'
import { ErrorNote } from './error-note.tsx'
import { Section } from './section.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  text: { margin: 0, overflowWrap: 'anywhere' },
  name: { overflowWrap: 'anywhere' },
  missing: { color: tokens.colorStatusDangerForeground1 },
})

/** Who Slipway works as in Intune: sign in, sign out, and see what is missing. */
export function AccountDesk() {
  const styles = useStyles()
  const { t } = useText()
  const [status, setStatus] = useState<AccountStatus | null>(null)
  const [item, setItem] = useState<SignInItem | null>(null)
  const [test, setTest] = useState<AccountTest | null>(null)
  const action = useAction()
  const stopping = useRef<AbortController | null>(null)
  const refresh = async (): Promise<void> => setStatus(await api()['account.status']({}))
  const { run } = action
  useEffect(() => {
    run(async () => setStatus(await api()['account.status']({})))
    return () => stopping.current?.abort()
  }, [run])
  const signIn = async (way: 'browser' | 'deviceCode'): Promise<void> => {
    const stop = new AbortController()
    stopping.current = stop
    setTest(null)
    try {
      for await (const next of api()['account.signIn']({ way }, { signal: stop.signal })) setItem(next)
    } finally {
      setItem(null)
      await refresh()
    }
  }
  const signOut = async (): Promise<void> => {
    await api()['account.signOut']({})
    setTest(null)
    await refresh()
  }
  const signedIn = status?.account != null
  return (
    <>
      {status !== null && <Standing status={status} />}
      {action.error !== null && <ErrorNote error={action.error} />}
      {item !== null && <WhatToDo item={item} />}
      <div className={styles.row}>
        {action.busy ? (
          <>
            <Spinner size="tiny" aria-hidden />
            <Button onClick={() => stopping.current?.abort()}>{t('account:button.cancel')}</Button>
          </>
        ) : (
          <>
            <Button appearance="primary" onClick={() => action.run(() => signIn('browser'))}>
              {t(signedIn ? 'account:button.again' : 'account:button.signIn')}
            </Button>
            <Button onClick={() => action.run(() => signIn('deviceCode'))}>{t('account:button.deviceCode')}</Button>
            <Button onClick={() => action.run(async () => setTest(await api()['account.test']({})))}>
              {t('account:button.test')}
            </Button>
            {signedIn && <Button onClick={() => action.run(signOut)}>{t('account:button.signOut')}</Button>}
          </>
        )}
      </div>
      {test !== null && <TestResult test={test} />}
    </>
  )
}

function Standing({ status }: { readonly status: AccountStatus }) {
  const styles = useStyles()
  const { t } = useText()
  const { account, source, tenant, trouble } = status
  const standIn = source === 'environment' || source === 'practice'
  return (
    <>
      <p className={styles.text}>{tenant === null ? t('account:noTenant') : t('account:tenantLine', tenant)}</p>
      {account?.kind === 'person' && (
        <p className={styles.text}>
          {t('account:person', { username: account.username, name: account.name ?? account.username })}
        </p>
      )}
      {account?.kind === 'application' && (
        <p className={styles.text}>
          {t('account:application', { clientId: account.clientId, expires: account.expires.slice(0, 10) })}
        </p>
      )}
      {standIn && <p className={styles.text}>{t(`account:${source}`)}</p>}
      {account === null && !standIn && <p className={styles.text}>{t('account:nobody')}</p>}
      {status.restartNeeded && <p className={styles.text}>{t('account:restart')}</p>}
      {trouble !== null && <ErrorNote error={trouble} />}
    </>
  )
}

function WhatToDo({ item }: { readonly item: SignInItem }) {
  const styles = useStyles()
  const { t } = useText()
  if (item.kind === 'done') return null
  if (item.kind === 'browser') {
    return (
      <p className={styles.text} role="status">
        {t('account:waiting')}{' '}
        <Link href={item.url} target="_blank" rel="noreferrer">
          {t('account:button.openLink')}
        </Link>
      </p>
    )
  }
  const minutes = Math.round(item.expiresInSeconds / 60)
  return (
    <p className={styles.text} role="status">
      {t('account:code', { url: item.verificationUri, code: item.userCode, minutes })}
    </p>
  )
}

function TestResult({ test }: { readonly test: AccountTest }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <Section title={t('account:button.test')}>
      <DataTable
        label={t('account:button.test')}
        columns={(['permission', 'for', 'need', 'state'] as const).map((name) => t(`account:table.${name}`))}
        rows={test.permissions.map(({ name, purpose, need, state }) => ({
          key: name,
          cells: [
            <span key="name" className={styles.name}>
              {name}
            </span>,
            t(`account:purpose.${purpose}`),
            t(`account:need.${need}`),
            <strong key="state" className={state === 'missing' ? styles.missing : undefined}>
              {t(`account:state.${state}`)}
            </strong>,
          ],
        }))}
      />
      <p className={styles.text}>{t(`account:role.${test.role}`, { refusal: test.refusal ?? '' })}</p>
      {test.ok ? (
        <p className={styles.text}>{t('account:testGood', { name: test.tenantName ?? '' })}</p>
      ) : (
        <p className={styles.text}>
          {t('account:testBad')}{' '}
          <Link href={test.consentUrl} target="_blank" rel="noreferrer">
            {t('account:button.consent')}
          </Link>
        </p>
      )}
    </Section>
  )
}
