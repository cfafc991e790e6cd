// Texts that somebody or something ended before their end: by an ellipsis at a word, in HTML, in
// pictures and in fields, or by the style that has the browser write one.
() => {
  const short = /[^\s…]…/
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const found = new Set()
  const say = (text) => found.add(`berelipsis: ${text.trim().replace(/\s+/g, " ").slice(-70)}`)
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent, e = walk.currentNode.parentElement
    if (short.test(text) && !e.closest("script, style, title, desc") && seen(e)) say(text)
  }
  for (const e of document.querySelectorAll("body *")) {
    if (e instanceof HTMLInputElement && short.test(e.value) && seen(e)) say(e.value)
    if (e.scrollWidth > e.clientWidth + 1 && e.textContent.trim() && e.clientWidth > 0
      && getComputedStyle(e).textOverflow === "ellipsis" && seen(e)) say(e.textContent)
  }
  return [...found]
}
