// Shows the turn that is on; the server says when another one is.
import { drawClock, fit, theme } from "./layar.js"

const stage = document.getElementById("giliran")
const line = document.getElementById("sambungan")
const WAIT = 2000 // before trying again [ms]
let shown = "" // version and form of what stands here
let asking = null
let offset = 0 // of the server's clock against this one [ms]
let form = fit()

async function load(version) {
  if (version && `${version} ${form}` === shown) return
  if (asking) { asking.again = true; return }
  asking = {}
  try {
    const wanted = form
    const answer = await fetch(`/ikut/giliran?bentuk=${wanted}`, { cache: "no-store" })
    if (!answer.ok) throw new Error(answer.status)
    const told = `${answer.headers.get("x-versi")} ${wanted}`
    const at = Number(answer.headers.get("x-saat"))
    const html = await answer.text()
    if (at) offset = at - Date.now()
    if (told !== shown) show(html, told)
    line.textContent = ""
    tick()
  } catch {
    lost()
    setTimeout(() => load(), WAIT)
  }
  const again = asking.again
  asking = null
  if (again) load()
}

function show(html, told) {
  const before = stage.querySelector("h1")?.textContent
  const fresh = new DOMParser().parseFromString(html, "text/html")
  stage.replaceChildren(...fresh.body.childNodes)
  shown = told
  const title = stage.querySelector("h1")?.textContent
  document.title = title ?? "Ikuti rakor"
  if (title !== before) window.scrollTo({ top: 0 })
  const proof = stage.querySelector("article")?.dataset.bukti
  document.getElementById("keluar").href = `/ringkasan${proof ?? ""}`
  for (const link of stage.querySelectorAll("a.bukti")) link.href += proof ?? ""
}

function lost() { line.textContent = "Sambungan terputus; layar ini mencoba lagi sendiri." }

function tick() { drawClock(stage.querySelector(".jam"), Date.now() + offset) }

function listen() {
  const news = new EventSource("/ikut/kabar")
  news.onmessage = (event) => load(JSON.parse(event.data).versi)
  news.onopen = () => load()
  news.onerror = () => {
    lost()
    if (news.readyState === EventSource.CLOSED) { news.close(); setTimeout(listen, WAIT) }
  }
}

const dark = matchMedia("(prefers-color-scheme: dark)")
theme(dark.matches)
dark.addEventListener("change", () => theme(dark.matches))
window.addEventListener("resize", () => {
  const before = form
  form = fit()
  if (form !== before) load()
})
document.addEventListener("visibilitychange", () => { if (!document.hidden) load() })
window.addEventListener("online", () => load())
window.addEventListener("pageshow", (event) => { if (event.persisted) load() })
setInterval(tick, 500)
listen()
