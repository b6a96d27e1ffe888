/** What the plain page does when it is told to; the measurement calls these inside of it. */
export type PlainPage = Window & {
  /** As many slots as asked for, at once. */
  readonly fill: (slots: number) => void
  /** So many changes a second, in gatherings of 50 ms as the feed's. */
  readonly play: (changesPerSecond: number) => void
}

/**
 * The least a page of slots can be: no framework, no styles but boxes, no state but what it shows. What this costs here,
 * the browser and the computer cost; anything above is ours. The slots answer the same keys and clicks.
 */
export const plainPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Plain</title>
<style>
  body { margin: 24px; font: 14px/20px sans-serif }
  main { display: grid; grid-template-columns: repeat(6, 1fr); gap: 12px; grid-auto-rows: 172px }
  main > div { contain: strict; border: 1px solid #ccc; border-radius: 6px; padding: 8px; box-sizing: border-box }
  b { display: block; font-size: 32px; line-height: 40px }
  i { display: block; height: 4px; background: #06c; transform-origin: left }
  .on { background: #def }
</style><main></main><aside hidden>Details</aside><script>
  const main = document.querySelector('main'), panel = document.querySelector('aside')
  const words = ['Identify', 'Register', 'Erase', 'Pair', 'Activate', 'Wi-Fi', 'Name', 'Supervise', 'Read back', 'Enroll']
  const show = (slot, count) => {
    slot.children[0].textContent = words[(count + 3) % 10]
    slot.children[2].textContent = words[count % 10]
    slot.children[3].style.transform = 'scaleX(' + (count % 10) / 10 + ')'
    slot.children[4].textContent = 'about ' + (10 - (count % 10)) + ' min left'
  }
  window.fill = (slots) => {
    const all = document.createDocumentFragment()
    for (let at = 0; at < slots; at += 1) {
      const slot = document.createElement('div')
      slot.innerHTML = '<span></span><b>QX' + String(at).padStart(2, '0') + '</b><span></span><i></i><span></span>'
      slot.setAttribute('role', 'gridcell')
      slot.dataset.udid = String(at)
      slot.tabIndex = -1
      show(slot, at)
      all.append(slot)
    }
    main.replaceChildren(all)
  }
  window.play = (perSecond) => {
    let made = 0
    const started = performance.now()
    setInterval(() => {
      const due = Math.floor(((performance.now() - started) / 1000) * perSecond)
      for (; made < due; made += 1) show(main.children[made % main.children.length], made)
    }, 50)
  }
  main.addEventListener('keydown', (event) => {
    const slots = [...main.children], at = slots.indexOf(document.activeElement)
    const to = { ArrowRight: at + 1, ArrowDown: at + 6 }[event.key]
    if (to !== undefined) slots[to % slots.length].focus()
    else if (event.key === ' ') document.activeElement.classList.toggle('on')
    else if (event.key === 'Enter') panel.hidden = false
    else if (event.key === 'Escape') panel.hidden = true
    event.preventDefault()
  })
  main.addEventListener('click', () => { panel.hidden = false })
</script></html>`
