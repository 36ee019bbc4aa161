// Tells a learning system that the course was done once every question got its good answer. Nothing else is kept or sent.
(function () {
  function find(from) {
    for (let view = from, steps = 0; view && steps < 12; view = view.parent === view ? null : view.parent, steps += 1) {
      try { if (view.API) return view.API } catch (problem) { return null }
    }
    return null
  }
  const api = find(window) || (window.opener ? find(window.opener) : null)
  const right = [...document.querySelectorAll("details.answer--right")]
  const questions = new Set(right.map(answer => answer.dataset.question))
  if (!api || !questions.size) return
  api.LMSInitialize("")
  let done = api.LMSGetValue("cmi.core.lesson_status") === "completed"
  if (!done) { api.LMSSetValue("cmi.core.lesson_status", "incomplete"); api.LMSCommit("") }
  const answered = new Set()
  right.forEach(answer => answer.addEventListener("toggle", () => {
    if (answer.open) answered.add(answer.dataset.question)
    if (done || answered.size < questions.size) return
    done = true
    api.LMSSetValue("cmi.core.lesson_status", "completed")
    api.LMSCommit("")
  }))
  addEventListener("pagehide", () => api.LMSFinish(""))
})()
