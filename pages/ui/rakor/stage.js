// The presenter's stage: shows turns at once, hears the keys, asks the server only to follow.
// web/follow/layar.js stands above this text: fit, theme, drawClock.
const JUMP_MS = 1200 // after the last digit of a number
const PATIENCE_MS = 5000 // how long an answer may belong to an earlier key
const NEWS_MS = 300 // the server's own answer comes first
const own = { at: 0, asked: null, askedAt: 0, nodes: {}, typed: "", byHand: false }

const ask = (selector) => own.place.querySelector(selector)
const field = "input, textarea, select, form, [contenteditable], [role=combobox], [role=listbox]"
const pressed = "button, a, summary, [role=button], [role=tab], [role=option], [tabindex='0']"

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body.firstElementChild
}

function place(index) {
  const node = own.nodes[index]
  if (!node) return false
  const stage = ask(".giliran-tempat")
  if (stage.firstElementChild !== node) stage.replaceChildren(node)
  told(index)
  tick()
  return true
}

function told(index) {
  own.at = index
  const last = own.data.titles.length - 1
  ask(".ke-awal").disabled = ask(".ke-belakang").disabled = index <= 0
  ask(".ke-depan").disabled = index >= last
  ask(".ke-mana span").textContent = index ? `Giliran ${index}/${last}` : "Giliran"
}

function tick() {
  drawClock(ask(".jam"), Date.now() + own.offset)
}

function tell(event, value) {
  clearTimeout(own.ahead) // of two messages at once the server would hear only the last
  own.send(event, value)
}

function go(index) {
  const last = own.data.titles.length - 1
  const wanted = Math.max(0, Math.min(last, index))
  if (wanted === own.at) return
  own.asked = wanted
  own.askedAt = performance.now()
  if (!place(wanted)) told(wanted)
  tell("ke", wanted)
}

function pick(number) {
  const last = own.data.titles.length - 1
  if (number <= last) go(number)
  else say(`Tidak ada giliran ${number}; yang terakhir ${last}.`, 3000)
}

function say(words, ms) {
  const line = ask(".ucapan")
  line.textContent = words
  line.hidden = !words
  clearTimeout(own.saying)
  if (words && ms) own.saying = setTimeout(() => say(""), ms)
}

function digit(key) {
  own.typed = (own.typed + key).slice(-3)
  say(`Ke giliran ${own.typed} …`)
  clearTimeout(own.typing)
  own.typing = setTimeout(jump, JUMP_MS)
}

function jump() {
  clearTimeout(own.typing)
  const number = Number(own.typed)
  own.typed = ""
  say("")
  pick(number)
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.()?.catch?.(() => {})
}

function blank(dark) {
  ask(".gelap").hidden = !dark
}

function search(open) {
  const panel = ask(".lompat")
  panel.hidden = !open
  ask(".ke-mana").setAttribute("aria-expanded", open)
  const input = panel.querySelector("input")
  input.value = ""
  listed("")
  if (open) input.focus()
  else if (document.activeElement === input) input.blur()
}

function listed(words) {
  const wanted = words.trim().toLowerCase()
  const found = own.data.titles.map((title, i) => [title, i]).filter(([title, i]) =>
    !wanted || String(i) === wanted || title.toLowerCase().includes(wanted))
  ask(".lompat ul").replaceChildren(...found.map(([title, i]) => {
    const line = document.createElement("li")
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = title
    button.ariaCurrent = i === own.at ? "true" : null
    button.onclick = () => { search(false); go(i) }
    line.append(button)
    return line
  }))
}

const keys = {
  ArrowRight: () => go(own.at + 1), PageDown: () => go(own.at + 1),
  ArrowLeft: () => go(own.at - 1), PageUp: () => go(own.at - 1),
  ArrowDown: () => go(own.at + 1), ArrowUp: () => go(own.at - 1),
  Enter: () => (own.typed ? jump() : go(own.at + 1)),
  Home: () => go(0), End: () => go(own.data.titles.length - 1),
  b: () => blank(true), ".": () => blank(true), f: fullScreen, g: () => search(true),
  " ": () => own.data.pause && tell("jeda", Date.now()),
  Escape: () => { own.typed = ""; clearTimeout(own.typing); say("") },
}

function onKey(event) {
  const target = event.composedPath()[0]
  if (event.key === "Tab") own.byHand = true
  if (event.ctrlKey || event.metaKey || event.altKey || !target.closest) return
  if (target.closest(".lompat")) {
    if (event.key === "Escape") search(false)
    if (event.key === "Enter" && target.matches("input")) {
      event.preventDefault()
      ask(".lompat ul button")?.click()
    }
    return
  }
  if (target.closest(field) || target.closest("[data-testid=stPopoverBody], [role=dialog]")) return
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const dark = !ask(".gelap").hidden
  const native = own.byHand && target.closest(pressed) && (key === "Enter" || key === " ")
  const scrolls = own.form === "ponsel" && (key === "ArrowDown" || key === "ArrowUp")
  const act = dark ? () => blank(false) : /^\d$/.test(key) ? () => digit(key) : keys[key]
  if (!act || key === "Tab" || key === "Shift" || ((native || scrolls) && !dark)) return
  event.preventDefault()
  event.stopPropagation()
  if (!event.repeat) act()
}

function onPointer(event) {
  own.byHand = false
  const panel = ask(".lompat")
  if (!panel.hidden && !event.target.closest(".lompat, .ke-mana")) search(false)
}

function onSize() {
  own.form = fit()
  const sheet = getComputedStyle(document.querySelector("[data-testid=stApp]"))
  document.documentElement.style.setProperty("--latar", sheet.backgroundColor)
  theme(sheet.colorScheme === "dark")
  if (own.form !== own.data.form) own.keep("bentuk", own.form)
}

function follow() {
  own.news?.close()
  own.news = null
  if (!own.data.live) return
  own.news = new EventSource("/ikut/kabar")
  own.news.onmessage = (event) => {
    own.heard = JSON.parse(event.data).revisi
    clearTimeout(own.later)
    own.later = setTimeout(refresh, NEWS_MS)
  }
}

function refresh() {
  if (own.asked !== null && performance.now() - own.askedAt < PATIENCE_MS)
    own.later = setTimeout(refresh, NEWS_MS)
  else if (own.heard > own.data.revisi) tell("kabar", own.heard)
}

function wire() {
  ask(".ke-awal").onclick = () => go(0)
  ask(".ke-belakang").onclick = () => go(own.at - 1)
  ask(".ke-depan").onclick = () => go(own.at + 1)
  ask(".ke-mana").onclick = () => search(ask(".lompat").hidden)
  ask(".penuh").onclick = fullScreen
  ask(".gelap").onclick = () => blank(false)
  ask(".lompat input").oninput = (event) => listed(event.target.value)
  own.place.onclick = (event) => {
    const proof = event.target.closest?.("a.bukti")
    if (!proof) return
    event.preventDefault()
    quiet() // what is said after it would bring the server back to this page
    tell("bukti", proof.dataset.bukti)
  }
}

function quiet() {
  for (const timer of [own.ahead, own.later]) clearTimeout(timer)
  own.news?.close()
  own.news = null
}

function stop() {
  for (const timer of [own.timer, own.ahead, own.later]) clearTimeout(timer)
  window.removeEventListener("keydown", onKey, true)
  window.removeEventListener("pointerdown", onPointer, true)
  window.removeEventListener("resize", onSize)
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  stop()
  const before = own.data
  Object.assign(own, { data, place: parentElement, keep: setStateValue, send: setTriggerValue })
  own.offset = data.now - Date.now()
  own.nodes = Object.fromEntries(Object.entries(data.turns).map(([i, html]) => [i, parsed(html)]))
  document.documentElement.dataset.layar = data.layar
  wire()
  onSize()
  const early = own.asked !== null && own.asked !== data.index
    && performance.now() - own.askedAt < PATIENCE_MS
  if (early) place(own.asked)
  else {
    own.asked = null
    place(data.index)
  }
  if (!before || before.live !== data.live || !own.news) follow()
  own.timer = setInterval(tick, 250)
  own.ahead = setTimeout(() => data.ready || own.keep("siap", data.index), data.rest)
  window.addEventListener("keydown", onKey, true)
  window.addEventListener("pointerdown", onPointer, true)
  window.addEventListener("resize", onSize)
  return () => {
    stop()
    quiet()
    own.asked = null
    const root = document.documentElement
    for (const name of ["bentuk", "layar", "tema"]) delete root.dataset[name]
    for (const name of ["--em", "--latar"]) root.style.removeProperty(name)
  }
}
