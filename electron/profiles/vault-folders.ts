import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { MissingItem } from '../../src-shared/plan.ts'
import { folders, isInVault, readPicture, readVault, vaultApp } from './vault.ts'
import type { VaultKind } from './vault.ts'
import type { ProfileSigner } from './sign.ts'

/** What a bench keeps as files in its data directory for people to add to: profiles, apps, pictures, and its labels. */
export type VaultFolders = {
  readonly profile: (name: string) => Promise<Uint8Array>
  readonly appPath: (name: string) => Promise<string>
  readonly picture: (name: string) => Promise<Uint8Array>
  readonly putLabel: (name: string, svg: string) => Promise<void>
  /** What a blueprint names and is not there. Secrets are the store's matter. */
  readonly missing: (blueprint: Blueprint) => Promise<readonly MissingItem[]>
}

/** @param folder the path of a folder in the data directory, by its name */
export function vaultFolders(
  folder: (name: string) => string,
  organization: ProfileSigner & { readonly name: string },
): VaultFolders {
  return {
    profile: (name) => readVault(folder('profiles'), name, organization),
    appPath: (name) => vaultApp(folder('apps'), name),
    picture: (name) => readPicture(folder('pictures'), name),
    putLabel: (name, svg) => replaceFile(join(folder('labels'), `${name.replace(/[^\w-]/g, '_')}.svg`), svg),
    missing: async (blueprint) => {
      const named = itemsOf(blueprint)
      const there = await Promise.all(named.map(({ kind, name }) => isInVault(folder(folders[kind]), name, kind)))
      return named.filter((_item, at) => there[at] === false)
    },
  }
}

function itemsOf(blueprint: Blueprint): readonly { readonly kind: VaultKind; readonly name: string }[] {
  const { profiles, networkProfile, apps, wallpaper } = blueprint
  const pictures = [wallpaper?.lock, wallpaper?.home].filter((name) => name != null)
  return [
    ...[...(networkProfile === null ? [] : [networkProfile]), ...profiles].map(
      (name) => ({ kind: 'profile', name }) as const,
    ),
    ...apps.map((name) => ({ kind: 'app', name }) as const),
    ...[...new Set(pictures)].map((name) => ({ kind: 'picture', name }) as const),
  ]
}

/** Whole or not at all: a printer's program may watch the folder. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
}
