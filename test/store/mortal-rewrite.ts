import { foldJournal } from '../../electron/engine/journal-fold.ts'
import type { Fold } from '../../electron/engine/journal-fold.ts'
import { JournalRewrite } from '../../electron/store/journal-rewrite.ts'

// Folds a journal in a process of its own, which dies when it has written so many of the new lines; in another process it
// is folded and the file written anew, until somebody else ends it.
const [path = '', dieAfter = ''] = process.argv.slice(2)
const rewrite = new JournalRewrite(path)
const { folds, proved } = foldJournal(rewrite.rows(), { told: Infinity, foldBefore: Infinity, dropBefore: 0 })
process.stdout.write('begins\n')
rewrite.fold(dieAfter === '' ? folds : dyingAfter(folds, Number(dieAfter)), proved)
rewrite.shrink()
process.stdout.write('done\n')

/** The second time it is gone through, the lines that go are gone. */
function dyingAfter(all: readonly Fold[], count: number): readonly Fold[] {
  let time = 0
  const once = function* (): Generator<Fold> {
    time += 1
    for (const [index, one] of all.entries()) {
      if (time === 2 && index === count) process.kill(process.pid, 'SIGKILL')
      yield one
    }
    if (time === 2 && count >= all.length) process.kill(process.pid, 'SIGKILL')
  }
  return Object.assign([...all], { [Symbol.iterator]: once })
}
