// Shows the turn that is on; the server says when another one is.
const stage = document.getElementById("giliran")
const line = document.getElementById("sambungan")
let shown = ""
let asking = null
let offset = 0 // of the server's clock against this one [ms]

async function load(version) {
  if (version && version === shown) return
  if (asking) { asking.again = true; return }
  asking = {}
  try {
    const answer = await fetch("/ikut/giliran", { cache: "no-store" })
    if (!answer.ok) throw new Error(answer.status)
    const told = answer.headers.get("x-versi")
    const at = Date.parse(answer.headers.get("date"))
    const html = await answer.text()
    if (at) offset = at - Date.now()
    if (told !== shown) {
      const fresh = new DOMParser().parseFromString(html, "text/html")
      stage.replaceChildren(...fresh.body.childNodes)
      shown = told
      document.title = stage.querySelector("h1")?.textContent ?? "Ikuti rakor"
      window.scrollTo({ top: 0 })
    }
    line.textContent = ""
    tick()
  } catch {
    line.textContent = "Sambungan terputus; layar ini mencoba lagi sendiri."
    setTimeout(() => load(), 2000)
  }
  const again = asking.again
  asking = null
  if (again) load()
}

function two(n) { return String(n).padStart(2, "0") }

function tick() {
  const clock = stage.querySelector(".jam")
  if (!clock) return
  const running = clock.dataset.keadaan === "jalan"
  const left = running
    ? Number(clock.dataset.sampai) - (Date.now() + offset) / 1000
    : Number(clock.dataset.sisa)
  const whole = Math.abs(Math.round(left))
  clock.textContent = (left < -0.5 ? "+" : "") + two(Math.floor(whole / 60)) + ":" + two(whole % 60)
    + (left <= 0 ? " waktu habis" : running ? "" : " jeda")
  clock.classList.toggle("habis", left <= 0)
}

function listen() {
  const news = new EventSource("/ikut/kabar")
  news.onmessage = (event) => load(event.data)
  news.onopen = () => load()
  news.onerror = () => {
    line.textContent = "Sambungan terputus; layar ini mencoba lagi sendiri."
    if (news.readyState === EventSource.CLOSED) { news.close(); setTimeout(listen, 2000) }
  }
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) load() })
window.addEventListener("online", () => load())
setInterval(tick, 500)
listen()
