import type { assetsContract } from '../../src-shared/assets-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { AssetBook } from '../store/asset-book.ts'

export function makeAssetHandlers(assets: AssetBook): Handlers<typeof assetsContract> {
  return {
    'assets.look': async ({ serials }) => ({ entries: await assets.look(serials) }),
    'assets.find': async ({ asset }) => ({ serial: await assets.find(asset) }),
    'assets.bind': async ({ serial, asset, replace }) => ({ changes: await assets.bind({ serial, asset }, replace) }),
    'assets.undo': async ({ changes }) => {
      await assets.undo(changes)
      return {}
    },
    'assets.feed': (_input, { signal }) => assets.feed(signal),
  }
}
