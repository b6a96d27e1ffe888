import { ArrowUndo24Regular } from '@fluentui/react-icons/svg/arrow-undo'
import { Beaker24Regular } from '@fluentui/react-icons/svg/beaker'
import { Board24Regular } from '@fluentui/react-icons/svg/board'
import { PersonClock24Regular } from '@fluentui/react-icons/svg/person-clock'
import { Bot24Regular } from '@fluentui/react-icons/svg/bot'
import { ClipboardTask24Regular } from '@fluentui/react-icons/svg/clipboard-task'
import { CloudSync24Regular } from '@fluentui/react-icons/svg/cloud-sync'
import { Book24Regular } from '@fluentui/react-icons/svg/book'
import { Settings24Regular } from '@fluentui/react-icons/svg/settings'
import type { FluentIcon } from '@fluentui/react-icons'
import type { ComponentType, LazyExoticComponent } from 'react'
import { lazy } from 'react'
import type { PageName } from './route.ts'

export type Page = {
  readonly name: PageName
  readonly icon: FluentIcon
  readonly screen: LazyExoticComponent<ComponentType>
  /** Only where everything is virtual. */
  readonly practiceOnly?: true
}

/** The pages of the rail, from top to bottom. Each is loaded when it is first looked at. */
export const pages: readonly Page[] = [
  {
    name: 'stage',
    icon: Board24Regular,
    screen: lazy(async () => ({ default: (await import('../screens/stage/stage-screen.tsx')).StageScreen })),
  },
  {
    name: 'returns',
    icon: ArrowUndo24Regular,
    screen: lazy(async () => ({ default: (await import('../screens/returns/returns-screen.tsx')).ReturnsScreen })),
  },
  {
    name: 'shift',
    icon: PersonClock24Regular,
    screen: lazy(async () => ({ default: (await import('../screens/shift/shift-screen.tsx')).ShiftScreen })),
  },
  {
    name: 'automation',
    icon: Bot24Regular,
    screen: lazy(async () => ({
      default: (await import('../screens/automation/automation-screen.tsx')).AutomationScreen,
    })),
  },
  {
    name: 'blueprints',
    icon: ClipboardTask24Regular,
    screen: lazy(async () => ({
      default: (await import('../screens/blueprints/blueprints-screen.tsx')).BlueprintsScreen,
    })),
  },
  {
    name: 'intune',
    icon: CloudSync24Regular,
    screen: lazy(async () => ({ default: (await import('../screens/intune/intune-screen.tsx')).IntuneScreen })),
  },
  {
    name: 'ledger',
    icon: Book24Regular,
    screen: lazy(async () => ({ default: (await import('../screens/ledger/ledger-screen.tsx')).LedgerScreen })),
  },
  {
    name: 'practice',
    icon: Beaker24Regular,
    screen: lazy(async () => ({ default: (await import('../screens/practice/practice-screen.tsx')).PracticeScreen })),
    practiceOnly: true,
  },
  {
    name: 'settings',
    icon: Settings24Regular,
    screen: lazy(async () => ({ default: (await import('../screens/settings/settings-screen.tsx')).SettingsScreen })),
  },
]
