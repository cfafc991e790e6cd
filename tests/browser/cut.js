// Texts that somebody or something ended before their end: by an ellipsis at a word, in HTML, in
// pictures and in fields, or by the style that has the browser write one.
() => {
  const short = /[^\s…]…/
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const found = new Set()
  const say = (text) => found.add(`berelipsis: ${text.trim().replace(/\s+/g, " ").slice(-70)}`)
  const look = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const text = walk.currentNode.textContent, e = walk.currentNode.parentElement
      if (e && short.test(text) && !e.closest("script, style, title, desc") && seen(e)) say(text)
    }
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) look(e.shadowRoot)
      const text = e instanceof HTMLInputElement ? e.value || e.placeholder : e.textContent
      if (!text?.trim() || e.clientWidth === 0 || e === document.activeElement) continue
      const over = e.scrollWidth > e.clientWidth + 1
      const cut = e instanceof HTMLInputElement && e.role === "combobox"
        || getComputedStyle(e).textOverflow === "ellipsis"
      if ((over && cut || e instanceof HTMLInputElement && short.test(text)) && seen(e)) say(text)
    }
  }
  look(document.body)
  return [...found]
}
