// What every screen that shows a turn does by itself: fit it, and let its clock run.

// Forms by their width in heights of type, of which a screen is 45 high; see rakor/slide.py.
const FORMS = [["panjang", 96], ["lebar", 80], ["kotak", 60]]
const ROWS = 45
const SMALLEST = 12 // px; smaller type runs on in one column instead, as on a phone
const PHONE = 17 // px

export function fit() {
  const root = document.documentElement
  const { clientWidth: wide, clientHeight: high } = root
  let em = high / ROWS
  let form = FORMS.find(([, columns]) => wide >= columns * em * 0.995)?.[0]
  if (!form && wide > high) [form, em] = ["kotak", wide / 60]
  if (!form || em < SMALLEST) [form, em] = ["ponsel", Math.max(PHONE, Math.min(wide / 40, 26))]
  root.style.setProperty("--em", `${em}px`)
  root.dataset.bentuk = form
  return form
}

// A turn is dark where the screen around it is; one for a weak projector stays white.
export function theme(dark) {
  document.documentElement.dataset.tema = dark ? "gelap" : "terang"
}

const two = (n) => String(n).padStart(2, "0")

export function drawClock(clock, now) {
  if (!clock) return
  const { keadaan, sampai, sisa, jatah, hampir } = clock.dataset
  const runs = keadaan === "jalan"
  const left = runs ? Number(sampai) - now / 1000 : Number(sisa)
  const whole = Math.abs(Math.round(left))
  const near = left <= Number(hampir)
  const words = left <= 0 ? "Waktu habis"
    : keadaan === "siap" ? ""
    : !runs ? "Jeda"
    : near ? `${Math.ceil(left / 60)} menit lagi` : "berjalan"
  clock.classList.toggle("habis", left <= 0)
  clock.classList.toggle("hampir", left > 0 && near)
  clock.classList.toggle("diam", !runs)
  clock.querySelector(".sisa").textContent =
    (left < -0.5 ? "+" : "") + two(Math.floor(whole / 60)) + ":" + two(whole % 60)
  const said = clock.querySelector(".kata")
  if (said.textContent !== words) said.textContent = words
  const full = Math.ceil(Math.max(0, Math.min(1, left / Number(jatah))) * 10)
  clock.querySelectorAll(".blok i").forEach((one, i) => one.classList.toggle("isi", i < full))
}
