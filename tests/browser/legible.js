() => {
  const found = new Set()
  const say = (kind, text) => found.add(`${kind}: ${text.trim().replace(/\s+/g, " ").slice(0, 70)}`)
  const seen = (e) => {
    const box = e.getBoundingClientRect()
    return box.width > 0 && box.height > 0
      && e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  }
  const crossed = (a, b) => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  ]
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    if (!seen(plot)) continue
    const frame = plot.getBoundingClientRect()
    const texts = [...plot.querySelectorAll("svg text")]
      .filter((t) => t.textContent.trim() && seen(t))
      .map((t) => [t.textContent, t.getBoundingClientRect()])
    texts.forEach(([text, box], i) => {
      const over = Math.max(frame.left - box.left, box.right - frame.right,
                            frame.top - box.top, box.bottom - frame.bottom)
      if (over > 2) say("terpotong", text)
      for (const [other, its] of texts.slice(i + 1)) {
        const [wide, high] = crossed(box, its)
        if (wide > 2 && high > 3) say("bertumpuk", `${text} | ${other}`)
      }
    })
  }
  const cuts = (e) => ["hidden", "clip", "auto", "scroll"].includes(getComputedStyle(e).overflowX)
  const main = document.querySelector("[data-testid=stMain]") ?? document.body
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const node = walk.currentNode, e = node.parentElement
    if (!node.textContent.trim() || !seen(e)) continue
    if (e.closest("svg, canvas, pre, code, [data-testid=stDataFrame], .stMarkdownColoredText")) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (let up = e; up && up !== main; up = up.parentElement) {
      if (!cuts(up) || up.dataset.testid === "stTable") continue
      const box = up.getBoundingClientRect(), its = range.getBoundingClientRect()
      if (its.right > box.right + 2 || its.left < box.left - 2) { say("terpotong", node.textContent) }
      break
    }
    for (const hit of node.textContent.matchAll(/(?:Rp ?)?\d[\d.,]*\s(?:ha|%|pp|km|KK|unit|miliar|juta|triliun|m²?)(?![\p{L}\d])/gu)) {
      range.setStart(node, hit.index)
      range.setEnd(node, hit.index + hit[0].length)
      const tops = new Set([...range.getClientRects()].map((r) => Math.round(r.top / 8)))
      if (tops.size > 1) say("terpisah", hit[0])
    }
  }
  if (document.documentElement.scrollWidth > innerWidth + 2) say("terpotong", "halaman melebar")
  return [...found]
}
